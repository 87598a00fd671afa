package io.eventmill.testkit;

import io.eventmill.event.Event;
import io.eventmill.event.Origin;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Events to test with. The same seed gives the same events; offsets count up from 0. */
public final class SampleEvents {
  /** Id of the raw topic the samples come from. */
  public static final Origin FIRST = new Origin(0x1122334455667788L, 0x99aabbccddeeff00L, 0, 0);

  /** 2026-01-01T00:00:00Z, when the samples begin. */
  public static final long START_MICROS = 1_767_225_600_000_000L;

  private SampleEvents() {}

  /**
   * Page views of a web shop's visitors: 32 string fields and one boolean, about 1.1 KB, a few
   * seconds apart and a little out of order.
   */
  public static List<Event> web(int count, long seed) {
    WebVisits visits = new WebVisits(seed, 50);
    List<Event> events = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      events.add(visits.next(origin(i)));
    }
    return events;
  }

  /**
   * Events of many shapes: nested objects and arrays, numbers of all forms, booleans, nulls,
   * unicode, escapes, odd names and types, absent fields, equal times, three sources.
   */
  public static List<Event> mixed(int count, long seed) {
    MixedEvents mixed = new MixedEvents(seed);
    List<Event> events = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      events.add(mixed.next(origin(i)));
    }
    return events;
  }

  /** One event with this JSON, of type {@code sample}. */
  public static Event withJson(String json, long offset) {
    return new Event(
        origin(offset),
        "id-" + offset,
        "sample",
        "sample",
        START_MICROS + offset,
        START_MICROS / 1000 + offset,
        json.getBytes(StandardCharsets.UTF_8));
  }

  public static Origin origin(long offset) {
    return new Origin(FIRST.topicIdHigh(), FIRST.topicIdLow(), 0, offset);
  }
}
