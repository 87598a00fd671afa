package io.eventmill.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.eventmill.testkit.opensearch.OpenSearchUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code ./eventmill chaos} as people run it, on one process and on a cluster of processes. For
 * longer: {@code -Deventmill.chaos.minutes=5}; from another seed: {@code -Deventmill.chaos.seed=N};
 * as fast as can be: {@code -Deventmill.chaos.rate=0}.
 */
class ChaosIT {
  private static final Path POSTGRES = Path.of("/usr/lib/postgresql");

  @TempDir private Path folder;

  @Test
  void allHoldsAfterItsBlows() throws Exception {
    FastStart.prepare();
    allHolds("0.6", "5000", List.of());
  }

  /** More than a dozen processes: only when asked for. */
  @Test
  @EnabledIfSystemProperty(named = "eventmill.chaos.cluster", matches = "true")
  void allHoldsAfterItsBlowsToACluster() throws Exception {
    assumeThat(POSTGRES).as("PostgreSQL as Debian installs it").isDirectory();
    String opensearch = OpenSearchUnderTest.shellCommand();
    allHolds("1", "300", List.of("--target", "cluster", "--opensearch-start", opensearch));
  }

  @Test
  void aRunThatIsBrokenOffWritesItsReportAllTheSame() throws Exception {
    Path output = folder.resolve("stopped.out");
    Path report = folder.resolve("report.md");
    Process chaos =
        chaos(output, List.of("--minutes", "5", "--rate", "500", "--report", report.toString()));
    try {
      long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
      while (!Files.readString(output).contains(" s  ") && System.nanoTime() < end) {
        TimeUnit.MILLISECONDS.sleep(200);
      }
      chaos.destroy();
      assertThat(chaos.waitFor(1, TimeUnit.MINUTES)).isTrue();
    } finally {
      chaos.destroyForcibly();
    }
    assertThat(chaos.exitValue()).isNotZero();
    assertThat(Files.readString(report))
        .as(Files.readString(output))
        .startsWith("# Chaos: Not shown: the run ended early, after ")
        .contains("it was stopped before the verdict", "events sent ");
  }

  private static Process chaos(Path output, List<String> options) throws IOException {
    List<String> command =
        new ArrayList<>(List.of(RunningMill.ROOT.resolve("eventmill").toString(), "chaos"));
    command.addAll(options);
    ProcessBuilder builder = new ProcessBuilder(command).directory(RunningMill.ROOT.toFile());
    builder.environment().put("EVENTMILL_BUILD", "never"); // the jar under test is already there
    return builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
  }

  private void allHolds(String minutes, String rate, List<String> options) throws Exception {
    String length = System.getProperty("eventmill.chaos.minutes", minutes);
    String seed = System.getProperty("eventmill.chaos.seed", "7");
    Path output = folder.resolve("chaos.out");
    Path report = folder.resolve("report.md");
    List<String> all = new ArrayList<>(List.of("--minutes", length, "--seed", seed));
    all.addAll(List.of("--rate", System.getProperty("eventmill.chaos.rate", rate)));
    all.addAll(List.of("--report", report.toString()));
    all.addAll(options);
    Process chaos = chaos(output, all);
    try {
      long most = 900 + (long) (Double.parseDouble(length) * 120);
      assertThat(chaos.waitFor(most, TimeUnit.SECONDS)).as(Files.readString(output)).isTrue();
    } finally {
      chaos.destroy();
    }
    System.out.println(Files.readString(output));
    assertThat(chaos.exitValue()).as(Files.readString(output)).isZero();
    assertThat(Files.readString(report))
        .startsWith("# Chaos: All holds after ")
        .contains("| seed | " + seed + " |", "SIGKILL", "accepted ", "attribution = recount")
        .doesNotContain("broken");
  }
}
