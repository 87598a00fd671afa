package io.eventmill.app.command;

import io.eventmill.app.mill.Role;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The read side as a process of its own. */
@Command(
    name = "query",
    mixinStandardHelpOptions = true,
    description =
        "Answer questions from OpenSearch and Postgres: API, dashboard, audit, schema registry.")
public final class QueryCommand implements Callable<Integer> {
  private static final int USUAL_PORT = 8090;

  @Spec private CommandSpec spec;
  @Mixin private RoleOptions options;
  @Mixin private LogOptions log;

  @Override
  public Integer call() throws Exception {
    var config = options.config("query", USUAL_PORT);
    return new RoleProcess("query", config, log, spec.commandLine().getOut()).run(Role::query);
  }
}
