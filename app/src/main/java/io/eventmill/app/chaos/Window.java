package io.eventmill.app.chaos;

import java.time.Instant;
import java.util.Comparator;

/**
 * A minute of event time and a type: what events are counted by.
 *
 * @param start in Unix seconds
 */
record Window(long start, String type) {
  static final Comparator<Window> ORDER =
      Comparator.comparingLong(Window::start).thenComparing(Window::type);

  String text() {
    return Instant.ofEpochSecond(start) + " " + type;
  }
}
