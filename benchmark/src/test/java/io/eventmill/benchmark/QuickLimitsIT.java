package io.eventmill.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.benchmark.race.BenchResult.Row;
import io.eventmill.benchmark.report.SavedBench;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The cheapest bench, with real processes and a real broker. How fast it is, is not looked at. */
class QuickLimitsIT {
  @Test
  void copiesAndProducesExactlyTheEventsAndWritesThePage(@TempDir Path folder) throws Exception {
    int exit =
        new CommandLine(new Main())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .execute("limits", "--quick", "--events=2000", "--shape=unicode", "--report=" + folder);

    assertThat(exit).isZero();
    List<Row> rows =
        SavedBench.read(folder.resolve("performance"), List.of("limits")).get(0).result().rows();
    assertThat(rows.stream().filter(row -> row.output() != null))
        .hasSize(2)
        .allSatisfy(row -> assertThat(row.trouble()).isNull())
        .allSatisfy(row -> assertThat(row.wrong()).isNull())
        .allSatisfy(row -> assertThat(row.output()).startsWith("2000 records"));
    assertThat(Files.readString(folder.resolve("performance.md")))
        .contains("quick look", "| bare copy |", "2,000 events of shape unicode");
  }
}
