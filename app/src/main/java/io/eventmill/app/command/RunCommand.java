package io.eventmill.app.command;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The whole mill in one process, until Ctrl-C. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Run pipelines with everything embedded, until Ctrl-C.")
public final class RunCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private MillOptions options;
  @Mixin private LogOptions log;

  @Parameters(
      arity = "0..*",
      paramLabel = "PIPELINE",
      description = "Pipeline files or folders (default: pipelines/web-events, access-log).")
  private List<Path> pipelines;

  @Override
  public Integer call() throws Exception {
    var config = options.config(ReadyPipelines.orGiven(pipelines));
    return new Server(config, log, spec.commandLine().getOut())
        .run((addresses, ending) -> ending.await());
  }
}
