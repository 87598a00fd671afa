package io.eventmill.simulate.web;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What visitors do and who they are, as shares that sum to 1 within each group. A file of the
 * user's replaces all groups at once, so that a run never mixes two sets of figures.
 */
public record WebWeights(
    Map<String, Map<String, Double>> pages,
    Map<String, Double> landingPages,
    Map<String, Double> visitsPerHour,
    Map<String, Double> operatingSystems,
    Map<String, Double> utmSources,
    Map<String, Double> ads,
    Map<String, Double> campaigns,
    Map<String, Double> utmMediums,
    Map<String, Double> browsers) {
  private static final String DEFAULTS = "web-weights.yaml";

  /** The shares of the built-in shop. */
  public static WebWeights defaults() {
    return WeightsFile.parse(defaultYaml(), DEFAULTS);
  }

  /** The built-in file, to copy and change. */
  public static String defaultYaml() {
    try (InputStream in = WebWeights.class.getResourceAsStream(DEFAULTS)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Reads a file in place of the defaults; throws with everything that is wrong with it. */
  public static WebWeights read(Path file) throws IOException {
    return WeightsFile.parse(Files.readString(file, StandardCharsets.UTF_8), file.toString());
  }
}
