package io.eventmill.store;

import io.eventmill.event.ResultRow;
import java.util.Map;

/** Asks for the results of pipelines. Safe for threads; fails as {@link EventReader} does. */
public interface ResultReader {
  ResultPage find(ResultQuery query);

  /** Null when there is none. */
  ResultRow byId(String result, String version, String id);

  /** How many rows there are. */
  long count(String result, String version);

  /**
   * The sum of {@code /count} over the rows of one group of window counts with from ≤ time < to. A
   * store answers this without looking at each row where it can.
   *
   * @param group the group's values by field name, as texts; all of the result's groups when empty
   */
  long sum(
      String result, String version, Map<String, String> group, long fromMicros, long toMicros);
}
