package io.eventmill.app.command;

import io.eventmill.app.mill.RoleConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Options of every role that runs as a process of its own. */
final class RoleOptions {
  @Mixin private KafkaOptions kafka;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Folder of this process alone: its log, its spool (default: data/ROLE).")
  private Path data;

  @Option(
      names = "--port",
      paramLabel = "N",
      description =
          "HTTP port, metrics on the next; 0 = any free ones (default: collect 8080, query 8090, load 8092).")
  private Integer port;

  @Mixin private ListenOptions listen;

  @Option(
      names = "--search",
      paramLabel = "STORE",
      description = "Where events are kept: opensearch (default: as the pipeline file says).")
  private String search;

  @Option(
      names = "--relational",
      paramLabel = "STORE",
      description =
          "Where window counts, attributed conversions and master data are kept: postgres (default:"
              + " as the pipeline file says).")
  private String relational;

  @Option(
      names = "--group",
      paramLabel = "NAME",
      defaultValue = "eventmill",
      description =
          "Names of consumer groups begin with it; another one for other stores (default:"
              + " eventmill).")
  private String group;

  @Option(
      names = "--set",
      paramLabel = "STAGE.SETTING=VALUE",
      description = "Move a setting from its default, e.g. collect.body_max=32MB. Repeatable.")
  private List<String> set = new ArrayList<>();

  @Parameters(arity = "1..*", paramLabel = "PIPELINE", description = "Pipeline files or folders.")
  private List<Path> pipelines;

  /**
   * @param role gives the folder when none was named
   */
  RoleConfig config(String role, int usualPort) throws IOException {
    MillOptions mill =
        MillOptions.ofRole(
            data == null ? Path.of("data", role) : data,
            port == null ? usualPort : port,
            listen,
            search,
            relational,
            set);
    return new RoleConfig(mill.config(pipelines), kafka.address(), group);
  }
}
