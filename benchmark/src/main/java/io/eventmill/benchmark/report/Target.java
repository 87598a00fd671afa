package io.eventmill.benchmark.report;

import io.eventmill.benchmark.race.Measure;

/**
 * What must hold, of one figure or of one beside another.
 *
 * @param heat the heat it is about; "" for all heats of the bench
 * @param versus whose figure it is divided by; null when the figure itself is bound
 * @param atLeast whether the bound is the least; otherwise it is the most
 */
public record Target(
    String bench,
    String heat,
    String contestant,
    Measure measure,
    String versus,
    boolean atLeast,
    double bound) {

  static Target ratio(String bench, String heat, String who, Measure m, double least, String peer) {
    return new Target(bench, heat, who, m, peer, true, least);
  }

  static Target most(String bench, String heat, String who, Measure m, double bound) {
    return new Target(bench, heat, who, m, null, false, bound);
  }

  boolean isMetBy(double found) {
    return atLeast ? found >= bound : found <= bound;
  }

  /** As a reader says it: "product ≥ 25 × fastapi, requests/s". */
  public String says() {
    String figure = number(bound) + (versus == null ? "" : " × " + versus);
    return "%s %s %s, %s".formatted(contestant, atLeast ? "≥" : "≤", figure, measure.label());
  }

  private static String number(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
