package io.eventmill.benchmark.report;

import io.eventmill.benchmark.race.BenchResult.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The folder of the page: figures and charts under performance/, the page beside it. */
public final class Report {
  private final Path folder;
  private final List<String> benches;

  /**
   * @param benches the names of all benches, in the order of the page
   */
  public Report(Path folder, List<String> benches) {
    this.folder = folder;
    this.benches = benches;
  }

  public Path page() {
    return folder.resolve("performance.md");
  }

  /** Puts a bench's figures in the place of its earlier ones and writes the page anew. */
  public void add(SavedBench bench) throws IOException {
    Path figures = folder.resolve("performance");
    bench.write(figures);
    var heats = bench.result().rows().stream().collect(Collectors.groupingBy(Row::heat));
    for (var heat : heats.entrySet()) {
      Optional<String> chart = Chart.of(heat.getValue());
      if (chart.isPresent()) {
        Files.writeString(
            figures.resolve(Chart.file(bench.result().bench(), heat.getKey())), chart.get());
      }
    }
    Files.writeString(page(), Page.of(SavedBench.read(figures, benches), Targets.ALL));
  }
}
