package io.eventmill.benchmark.events;

import java.util.Locale;

/** What an event looks like: its fields, their length, their letters. */
public enum Shape {
  /** A page view of 30 fields, 1.1 KB. */
  WEB,
  /** Six fields, 200 B. */
  SMALL,
  /** A page view with a basket of items and a long text, 5 KB. */
  LARGE,
  /** A page view of 50 fields. */
  WIDE,
  /** A page view in many scripts, with escapes and signs beyond 16 bits. */
  UNICODE;

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
