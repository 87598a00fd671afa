package io.eventmill.app.command;

import io.eventmill.app.mill.CheckedPipelines;
import io.eventmill.app.mill.MillConfig;
import io.eventmill.app.mill.UseException;
import io.eventmill.pipeline.Guess;
import io.eventmill.pipeline.Stores;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of every verb that starts a server. */
final class MillOptions {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data",
      description = "Folder under which everything lies (default: ./data).")
  private Path data;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8080",
      description = "HTTP port, metrics on the next; 0 = any free ones (default: 8080).")
  private int port;

  @Option(
      names = "--kafka-port",
      paramLabel = "N",
      defaultValue = "9092",
      description = "Port of the embedded Kafka broker; 0 = any free one (default: 9092).")
  private int kafkaPort;

  @Option(
      names = "--flink-port",
      paramLabel = "N",
      defaultValue = "8082",
      description = "Port of Flink's web page; 0 = any free one (default: 8082).")
  private int flinkPort;

  @Option(
      names = "--search",
      paramLabel = "STORE",
      description =
          "Where events are kept: duckdb or opensearch (default: as the pipeline file says). The"
              + " cluster is settings, e.g. --set opensearch.url=...")
  private String search;

  @Option(
      names = "--relational",
      paramLabel = "STORE",
      description =
          "Where attributed conversions and master data are kept: duckdb or postgres (default: as"
              + " the pipeline file says). The database is settings, e.g. --set postgres.url=...")
  private String relational;

  @Option(
      names = "--set",
      paramLabel = "STAGE.SETTING=VALUE",
      description = "Move a setting from its default, e.g. collect.body_max=32MB. Repeatable.")
  private List<String> set = new ArrayList<>();

  @Mixin private ListenOptions listen = new ListenOptions();

  /** As if given on the command line: this folder, any ports. */
  static MillOptions onFreePorts(Path data) {
    MillOptions options = new MillOptions();
    options.data = data;
    return options;
  }

  /** Of a role, which has no broker and no Flink of its own. */
  static MillOptions ofRole(
      Path data,
      int port,
      ListenOptions listen,
      String search,
      String relational,
      List<String> set) {
    MillOptions options = onFreePorts(data);
    options.port = port;
    options.listen = listen;
    options.search = search;
    options.relational = relational;
    options.set = set;
    return options;
  }

  MillConfig config(List<Path> pipelines) throws IOException {
    CheckedPipelines checked = good(CheckedPipelines.read(pipelines));
    checkKind("--search", search, Stores.SEARCH);
    checkKind("--relational", relational, Stores.RELATIONAL);
    return new MillConfig(
        data,
        port,
        kafkaPort,
        flinkPort,
        checked.pipelines(),
        checked.files().stream()
            .collect(Collectors.toMap(f -> f.pipeline().name(), CheckedPipelines.Checked::file)),
        search,
        relational,
        listen.listening(),
        set);
  }

  /**
   * @throws UseException with all that is wrong
   */
  static CheckedPipelines good(CheckedPipelines checked) {
    if (!checked.good()) {
      throw new UseException(
          checked.files().stream()
              .filter(f -> !f.problems().isEmpty())
              .map(
                  f ->
                      f.file()
                          + " cannot run:\n"
                          + f.problems().stream()
                              .map(p -> "  " + p)
                              .collect(Collectors.joining("\n")))
              .collect(Collectors.joining("\n")));
    }
    return checked;
  }

  private static void checkKind(String option, String kind, List<String> kinds) {
    if (kind != null && !kinds.contains(kind)) {
      throw new UseException(
          option
              + " is '"
              + kind
              + "'"
              + Guess.among(kind, kinds)
              + "; one of "
              + String.join(", ", kinds));
    }
  }
}
