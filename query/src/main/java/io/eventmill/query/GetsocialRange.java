package io.eventmill.query;

import io.eventmill.store.EventFilter;
import java.util.List;

/**
 * Which events a request to {@code /getsocial} means: by type and time, both ends included.
 *
 * @param type null for all
 * @param from epoch seconds
 * @param to epoch seconds
 */
record GetsocialRange(String type, long from, long to) {
  private static final long MICROS = 1_000_000;

  EventFilter filter(List<String> sources) {
    List<String> types = type == null ? List.of() : List.of(type);
    return new EventFilter(sources, types, from * MICROS, to * MICROS + 1, List.of(), null);
  }
}
