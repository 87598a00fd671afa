package io.eventmill.benchmark.http;

/** What a load generator found: requests answered with 2xx, in which time, how late. */
public record Hit(long requests, double seconds, double p50Millis, double p99Millis) {
  String text() {
    return requests + " " + seconds + " " + p50Millis + " " + p99Millis;
  }

  static Hit parse(String text) {
    String[] words = text.split(" ");
    return new Hit(
        Long.parseLong(words[0]),
        Double.parseDouble(words[1]),
        Double.parseDouble(words[2]),
        Double.parseDouble(words[3]));
  }
}
