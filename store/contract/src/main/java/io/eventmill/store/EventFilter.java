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
 * @param text occurs in a field's name or in a value's {@link FieldText text}, at any depth and
 *     also in arrays; case is ignored letter by letter; null = any. Without U+0000
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
    if (text != null && text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a text to search for must not contain U+0000");
    }
  }

  /**
   * A field's {@link FieldText text} equals a value: strings by their text, numbers by their value
   * (1.0 finds the number 1, but not the string "1"), booleans as true or false. When a field
   * stands in its object twice, the last one counts.
   *
   * @param pointer JSON pointer through objects, e.g. /utm_source or /params/platform
   */
  public record FieldIs(String pointer, String value) {
    public FieldIs {
      Objects.requireNonNull(pointer, "pointer is null");
      Objects.requireNonNull(value, "value is null");
    }
  }
}
