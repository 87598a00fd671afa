package io.eventmill.benchmark.query;

import io.eventmill.benchmark.events.Draw;
import io.eventmill.benchmark.events.ShapedEvents;

/**
 * A question, told by its kind and number alone; no two numbers have the same range.
 *
 * @param traffic the {@code utm_source} that a page is asked of
 * @param fromMillis included
 * @param toMillis excluded
 * @param stepMillis of a histogram, whole seconds
 */
record Question(
    Kind kind, String type, String traffic, long fromMillis, long toMillis, long stepMillis) {
  static final int PAGE = 50;
  static final int TOP = 10;
  static final long WINDOW_MILLIS = 10_000;
  private static final int PARTS = 1_000_000;

  /**
   * @param events that are asked about, from the first on
   */
  static Question of(Kind kind, long number, long events) {
    Draw draw = new Draw(-number);
    long begin = ShapedEvents.BEGIN.toEpochMilli();
    long whole = events * ShapedEvents.MILLIS_APART;
    // Pages, lists and histograms of nearly all there is; counts of any part of it.
    boolean any = kind == Kind.WINDOWS || kind == Kind.COUNT;
    long from = whole * draw.below(any ? PARTS / 2 : PARTS / 20) / PARTS;
    long to = any ? from + 1 + (whole - from) * draw.below(PARTS) / PARTS : whole;
    if (kind == Kind.WINDOWS) {
      from = from / WINDOW_MILLIS * WINDOW_MILLIS;
      to = Math.max(from + WINDOW_MILLIS, to / WINDOW_MILLIS * WINDOW_MILLIS);
    }
    return new Question(
        kind,
        draw.of("pageview", "click", "search"),
        draw.of("google", "bing", "facebook"),
        begin + from,
        begin + to,
        Math.max(1, (to - from) / 60_000) * 1_000);
  }
}
