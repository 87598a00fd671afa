package io.eventmill.benchmark.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.eventmill.benchmark.race.BenchResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a bench has measured, as it lies on disk: the figures of all rounds, from which the page is
 * written anew whenever one bench has run.
 */
public record SavedBench(Conditions conditions, BenchResult result) {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  public void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    JSON.writeValue(folder.resolve(result.bench() + ".json").toFile(), this);
  }

  /** Those of the benches that have run, in the order of their names here. */
  public static List<SavedBench> read(Path folder, List<String> benches) throws IOException {
    List<SavedBench> saved = new ArrayList<>();
    for (String bench : benches) {
      read(folder.resolve(bench + ".json")).ifPresent(saved::add);
    }
    return saved;
  }

  private static Optional<SavedBench> read(Path file) throws IOException {
    return Files.exists(file)
        ? Optional.of(JSON.readValue(file.toFile(), SavedBench.class))
        : Optional.empty();
  }
}
