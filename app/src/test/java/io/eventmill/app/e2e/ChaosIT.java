package io.eventmill.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code ./eventmill chaos} as people run it. For longer: {@code -Deventmill.chaos.minutes=5}; from
 * another seed: {@code -Deventmill.chaos.seed=N}; as fast as can be: {@code
 * -Deventmill.chaos.rate=0}.
 */
class ChaosIT {
  private static final String MINUTES = System.getProperty("eventmill.chaos.minutes", "0.6");
  private static final String SEED = System.getProperty("eventmill.chaos.seed", "7");
  private static final String RATE = System.getProperty("eventmill.chaos.rate", "5000");

  @TempDir private Path folder;

  @Test
  void allHoldsAfterItsBlows() throws Exception {
    FastStart.prepare();
    Path output = folder.resolve("chaos.out");
    Path report = folder.resolve("report.md");
    List<String> command =
        List.of(
            RunningMill.ROOT.resolve("eventmill").toString(),
            "chaos",
            "--minutes",
            MINUTES,
            "--seed",
            SEED,
            "--rate",
            RATE,
            "--report",
            report.toString());
    ProcessBuilder builder = new ProcessBuilder(command).directory(RunningMill.ROOT.toFile());
    builder.environment().put("EVENTMILL_BUILD", "never"); // the jar under test is already there
    Process chaos = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    try {
      long most = 600 + (long) (Double.parseDouble(MINUTES) * 120);
      assertThat(chaos.waitFor(most, TimeUnit.SECONDS)).as(Files.readString(output)).isTrue();
    } finally {
      chaos.destroy();
    }
    System.out.println(Files.readString(output));
    assertThat(chaos.exitValue()).as(Files.readString(output)).isZero();
    assertThat(Files.readString(report))
        .startsWith("# Chaos: All holds after ")
        .contains("| seed | " + SEED + " |", "SIGKILL", "accepted ")
        .doesNotContain("broken");
  }
}
