package io.eventmill.app.metrics;

import java.util.List;

/**
 * All numbers of one name: what the page docs/metrics.md tells, and what stands on {@code
 * /metrics}.
 *
 * @param name without the ending that Prometheus' form adds to counters
 * @param labels what tells its numbers apart, in order
 * @param help one sentence
 */
public record Family(String name, Kind kind, List<String> labels, String help) {
  /** As Prometheus calls them. */
  public enum Kind {
    COUNTER,
    GAUGE,
    HISTOGRAM
  }

  public Family {
    labels = List.copyOf(labels);
  }

  static Family counter(String name, String help, String... labels) {
    return new Family(name, Kind.COUNTER, List.of(labels), help);
  }

  static Family gauge(String name, String help, String... labels) {
    return new Family(name, Kind.GAUGE, List.of(labels), help);
  }

  static Family histogram(String name, String help, String... labels) {
    return new Family(name, Kind.HISTOGRAM, List.of(labels), help);
  }

  /** As it stands on the page. */
  public String shownName() {
    return kind == Kind.COUNTER ? name + "_total" : name;
  }
}
