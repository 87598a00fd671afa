package io.eventmill.query;

import java.util.List;

/**
 * Says of window counts that they count all events of some sources by type, so that they can answer
 * how many there are.
 *
 * @param sources whose events are counted, all of them
 * @param field the field of a row that has the type
 * @param everyMicros the length of a window; windows begin at whole multiples of it since 1970
 */
public record TypeWindows(List<String> sources, String field, long everyMicros) {
  public TypeWindows {
    sources = List.copyOf(sources);
    if (everyMicros < 1) {
      throw new IllegalArgumentException("windows of " + everyMicros + " µs");
    }
  }
}
