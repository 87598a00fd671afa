package io.eventmill.app.command;

import io.eventmill.app.mill.CheckedPipelines;
import io.eventmill.app.mill.CheckedPipelines.Checked;
import io.eventmill.app.mill.KeyCheck;
import io.eventmill.pipeline.Pipeline;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads pipeline files and tells everything that is wrong with them. Needs no network. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Check pipeline files: all errors at once, nothing is started.")
public final class CheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "PIPELINE",
      description = "A pipeline.yaml, or a folder that holds one.")
  private List<Path> files;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    CheckedPipelines checked = CheckedPipelines.read(files);
    for (Checked file : checked.files()) {
      if (file.problems().isEmpty()) {
        out.println(file.file() + ": good. " + summary(file.pipeline()));
        KeyCheck.problems(file.pipeline(), System::getenv)
            .forEach(note -> out.println("  cannot start here yet: " + note));
      } else {
        int n = file.problems().size();
        out.println(file.file() + ": " + n + (n == 1 ? " problem" : " problems"));
        file.problems().forEach(p -> out.println("  " + p));
      }
    }
    return checked.good() ? 0 : 1;
  }

  private static String summary(Pipeline p) {
    String sources =
        p.sources().stream()
            .map(s -> s.name() + " (" + s.topics().raw() + " -> " + s.topics().enriched() + ")")
            .collect(Collectors.joining(", "));
    return "Sources: " + sources + ". Enrichments: " + p.enrich().size() + ".";
  }
}
