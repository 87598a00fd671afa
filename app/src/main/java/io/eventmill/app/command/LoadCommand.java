package io.eventmill.app.command;

import io.eventmill.app.mill.Role;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The loaders as a process of its own; more of them share the partitions. */
@Command(
    name = "load",
    mixinStandardHelpOptions = true,
    description =
        "Carry what stands on Kafka into OpenSearch and Postgres. Any number of them share it.")
public final class LoadCommand implements Callable<Integer> {
  private static final int USUAL_PORT = 8092;

  @Spec private CommandSpec spec;
  @Mixin private RoleOptions options;
  @Mixin private LogOptions log;

  @Override
  public Integer call() throws Exception {
    var config = options.config("load", USUAL_PORT);
    return new RoleProcess("load", config, log, spec.commandLine().getOut()).run(Role::load);
  }
}
