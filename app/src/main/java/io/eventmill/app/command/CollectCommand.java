package io.eventmill.app.command;

import io.eventmill.app.mill.Role;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The collector as a process of its own, behind any load balancer. */
@Command(
    name = "collect",
    mixinStandardHelpOptions = true,
    description =
        "Take events in over HTTP and put them on the users' own Kafka. Any number of them.")
public final class CollectCommand implements Callable<Integer> {
  private static final int USUAL_PORT = 8080;

  @Spec private CommandSpec spec;
  @Mixin private RoleOptions options;
  @Mixin private LogOptions log;

  @Override
  public Integer call() throws Exception {
    var config = options.config("collect", USUAL_PORT);
    return new RoleProcess("collect", config, log, spec.commandLine().getOut()).run(Role::collect);
  }
}
