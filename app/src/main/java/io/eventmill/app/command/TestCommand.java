package io.eventmill.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.eventmill.app.mill.Mill;
import io.eventmill.app.mill.MillConfig;
import io.eventmill.app.mill.UseException;
import io.eventmill.app.samples.Comparison;
import io.eventmill.app.samples.SampleFolder;
import io.eventmill.app.samples.SampleRun;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.topics.KafkaAddress;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Samples in, expected out: a pipeline's own test, in a server of its own that leaves no trace. */
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    description = {
      "Send a pipeline's samples through a server of its own and compare what comes out.",
      "Beside pipeline.yaml: samples/SOURCE.jsonl (or .csv, .log) and expected/events.jsonl,"
          + " failed.jsonl, dropped.jsonl, counts-NAME.jsonl, attributed-NAME.jsonl, routed-NAME.jsonl; a file that is not there expects nothing.",
      "Exit code 0 when all is as expected, 1 when not, 2 for wrong use."
    })
public final class TestCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "PIPELINE",
      description = "A pipeline's folder, or its pipeline.yaml.")
  private List<Path> pipelines;

  @Option(
      names = "--write",
      description =
          "Write what comes out to expected/, to begin with; look at it before you trust it.")
  private boolean write;

  @Option(
      names = "--wait",
      paramLabel = "TIME",
      converter = DurationOption.class,
      defaultValue = "2m",
      description = "How long events may take (default: 2m).")
  private Duration patience;

  @Override
  public Integer call() throws Exception {
    int worst = 0;
    for (Path given : pipelines) {
      worst = Math.max(worst, test(given));
    }
    return worst;
  }

  private int test(Path given) throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    Path data = Files.createTempDirectory("eventmill-test");
    try {
      MillConfig config = MillOptions.onFreePorts(data).config(List.of(given));
      Pipeline pipeline = config.pipelines().get(0);
      SampleFolder folder = new SampleFolder(config.folders().get(pipeline.name()));
      List<SampleFolder.Sample> samples = folder.samples(pipeline);
      if (!write && !folder.hasExpected()) {
        throw new UseException(
            "there is no " + folder.expected() + "; --write makes it of what comes out");
      }
      out.println(pipeline.name() + ": starting a server for its samples ...");
      out.flush();
      Map<String, List<JsonNode>> expected = write ? Map.of() : folder.all();
      Map<String, List<JsonNode>> found = run(config, new Given(pipeline, samples, expected));
      return write ? written(folder, found, out) : compared(pipeline, folder, found, out);
    } finally {
      delete(data);
    }
  }

  private record Given(
      Pipeline pipeline, List<SampleFolder.Sample> samples, Map<String, List<JsonNode>> expected) {}

  private Map<String, List<JsonNode>> run(MillConfig config, Given given) throws Exception {
    try (Mill mill = Mill.open(config)) {
      URI url = URI.create(mill.addresses().url());
      SampleRun run =
          new SampleRun(
              given.pipeline(),
              given.samples(),
              new ServerApi(url)::get,
              KafkaAddress.of(mill.addresses().kafka()));
      long sent = run.send(url);
      try (Bar bar = Bar.on(System.err, "events accounted for", sent)) {
        run.awaitQuiet(sent, patience, bar::at);
      }
      return run.rows(given.expected(), patience);
    }
  }

  private static int written(
      SampleFolder folder, Map<String, List<JsonNode>> found, PrintWriter out) throws IOException {
    for (Map.Entry<String, List<JsonNode>> kind : found.entrySet()) {
      folder.write(kind.getKey(), kind.getValue());
      int rows = kind.getValue().size();
      if (rows > 0) {
        out.println("  wrote " + folder.file(kind.getKey()) + ", " + rows + " rows");
      }
    }
    out.println("This is what came out, right or wrong: look at it before you trust it.");
    out.flush();
    return 0;
  }

  private static int compared(
      Pipeline pipeline, SampleFolder folder, Map<String, List<JsonNode>> found, PrintWriter out)
      throws IOException {
    boolean good = true;
    TreeSet<String> kinds = new TreeSet<>(found.keySet());
    kinds.addAll(folder.kinds());
    for (String kind : kinds) {
      if (!found.containsKey(kind)) {
        throw new UseException(
            folder.file(kind)
                + " is of no kind that comes out; there are: "
                + String.join(", ", found.keySet()));
      }
      Comparison comparison = Comparison.of(folder.rows(kind), found.get(kind));
      good &= comparison.good();
      tell(kind, comparison, out);
    }
    out.println(pipeline.name() + (good ? ": as expected" : ": NOT as expected"));
    out.flush();
    return good ? 0 : 1;
  }

  private static void tell(String kind, Comparison comparison, PrintWriter out) {
    int wrong = comparison.differences().size();
    if (comparison.equal() > 0 || wrong > 0) {
      out.println(
          "  "
              + kind
              + ": "
              + comparison.equal()
              + " as expected"
              + (wrong == 0 ? "" : ", " + wrong + " not"));
    }
    for (String difference : comparison.differences()) {
      out.println("    " + Paint.harmless(difference).replace("\n", "\n    "));
    }
  }

  /** With all that is in it. */
  static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
