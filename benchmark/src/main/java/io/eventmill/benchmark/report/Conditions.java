package io.eventmill.benchmark.report;

import io.eventmill.benchmark.race.RunSettings;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Under which conditions figures were found; without them a figure says nothing.
 *
 * @param version the product's commit
 * @param command what made the figures, to be typed again
 */
public record Conditions(
    String date,
    String machine,
    String version,
    String command,
    String shape,
    int eventBytes,
    long events,
    int rounds,
    boolean quick) {

  public static Conditions now(RunSettings settings, String command, int eventBytes) {
    return new Conditions(
        Instant.now().truncatedTo(ChronoUnit.MINUTES).toString(),
        Machine.describe(),
        commit(settings),
        command,
        settings.shape().label(),
        eventBytes,
        settings.events(),
        settings.rounds(),
        settings.quick());
  }

  private static String commit(RunSettings settings) {
    try {
      Process git =
          new ProcessBuilder("git", "describe", "--always", "--dirty")
              .directory(settings.home().toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String said =
          new String(git.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      return said.isBlank() ? "unknown" : said.strip();
    } catch (IOException e) {
      return "unknown";
    }
  }
}
