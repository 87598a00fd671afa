package io.eventmill.query;

import java.util.List;

/** How many events of a type there are. From the events themselves, or from what summed them up. */
@FunctionalInterface
interface TypeCounts {
  /**
   * @param sources any of these
   * @param from epoch seconds, included
   * @param to epoch seconds, included to the microsecond: an event half a second later is not in
   */
  long count(List<String> sources, String type, long from, long to);
}
