package io.eventmill.app.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Groups what can be done about failed events. */
@Command(
    name = "failed",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "list|show|replay",
    description = "Events that could not be processed: see why, and process them once more.",
    subcommands = {FailedListCommand.class, FailedShowCommand.class, FailedReplayCommand.class})
public final class FailedCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "Say what to do: list, show or replay.");
  }
}
