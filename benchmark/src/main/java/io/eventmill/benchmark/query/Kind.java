package io.eventmill.benchmark.query;

/** What is asked, always of a range of time. */
enum Kind {
  WINDOWS("count, windows", "How many events of a type, from one 10 s window to another"),
  COUNT("count", "How many events of a type, no window counts to help"),
  PAGE("first page", "The newest 50 of a type and a source of traffic, whole"),
  TOP("top 10", "The ten visitors with most events"),
  HISTOGRAM("histogram", "How many events in each of 60 to 120 steps of time");

  private final String label;
  private final String work;

  Kind(String label, String work) {
    this.label = label;
    this.work = work;
  }

  String label() {
    return label;
  }

  String work() {
    return work;
  }
}
