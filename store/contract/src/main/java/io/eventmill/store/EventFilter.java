package io.eventmill.store;

import java.util.List;
import java.util.Objects;

/**
 * Which events. All parts must hold; an empty part holds for all.
 *
 * @param sources any of these
 * @param types any of these
 * @param fromMicros event time at or after, epoch microseconds; null = no bound
 * @param toMicros event time before, epoch microseconds; null = no bound
 * @param where each must hold
 * @param text occurs somewhere in the event's JSON values or names, case ignored; null = any
 */
public record EventFilter(
    List<String> sources,
    List<String> types,
    Long fromMicros,
    Long toMicros,
    List<FieldIs> where,
    String text) {
  public static final EventFilter ALL =
      new EventFilter(List.of(), List.of(), null, null, List.of(), null);

  public EventFilter {
    sources = List.copyOf(sources);
    types = List.copyOf(types);
    where = List.copyOf(where);
  }

  /**
   * A field's text equals a value: strings by their text, numbers and booleans by their JSON text
   * (numbers also by value: 1.0 is 1).
   *
   * @param pointer JSON pointer, e.g. /utm_source or /params/platform
   */
  public record FieldIs(String pointer, String value) {
    public FieldIs {
      Objects.requireNonNull(pointer, "pointer is null");
      Objects.requireNonNull(value, "value is null");
    }
  }
}
