package io.eventmill.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.benchmark.race.BenchResult.Row;
import io.eventmill.benchmark.report.SavedBench;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The product's part of the benches in which it must put out something: it does, and rightly. */
class QuickProductIT {
  @ParameterizedTest
  @CsvSource({"collect, small, 4", "enrich, wide, 2", "load, unicode, 1", "query, small, 20"})
  void whatTheProductPutsOutIsRight(String bench, String shape, int rows, @TempDir Path folder)
      throws Exception {
    int exit =
        new CommandLine(new Main())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .execute(
                bench,
                "--quick",
                "--events=1000",
                "--shape=" + shape,
                "--only=eventmill",
                "--only=eventmill, all checks",
                "--report=" + folder);

    assertThat(exit).isZero();
    List<Row> found =
        SavedBench.read(folder.resolve("performance"), List.of(bench)).get(0).result().rows();
    assertThat(found)
        .hasSize(rows)
        .allSatisfy(row -> assertThat(row.trouble()).isNull())
        .allSatisfy(row -> assertThat(row.wrong()).isNull());
  }
}
