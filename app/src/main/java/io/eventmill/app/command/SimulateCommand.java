package io.eventmill.app.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Groups the generators; each shape is a verb of its own below it. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "SHAPE",
    description = "Send simulated events to a running server.",
    subcommands = {
      SimulateWebCommand.class,
      SimulateMobileCommand.class,
      SimulateShopCommand.class,
      SimulateClickstreamCommand.class,
      SimulateStoreCommand.class
    })
public final class SimulateCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(),
        "Name a shape; there are: web (page views of a web shop), mobile (events of an app), shop"
            + " (users, products, clicks, checkouts), clickstream (searches and clicks, as"
            + " arrays), store (notifications of devices).");
  }
}
