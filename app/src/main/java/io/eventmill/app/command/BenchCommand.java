package io.eventmill.app.command;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Stands in the list of verbs; the launcher runs the benchmark, which this program is part of. */
@Command(
    name = "bench",
    description = "Run the product beside its peers and write down how fast they are.")
public final class BenchCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    CommandLine line = spec.commandLine();
    throw new ParameterException(
        line, "bench runs through the launcher, in a checkout: ./eventmill bench");
  }
}
