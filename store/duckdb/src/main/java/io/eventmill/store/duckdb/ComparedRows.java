package io.eventmill.store.duckdb;

import java.util.List;

/**
 * What names a row and what it says, as a query: {@code name} it is counted under, {@code k} names
 * it among those, {@code id} is for people, {@code says} is compared, {@code text} is shown.
 */
final class ComparedRows {
  private static final String ORIGIN =
      "concat_ws('/', origin_topic_high, origin_topic_low, origin_partition, origin_offset) AS k";

  private ComparedRows() {}

  static String events(String store, List<String> sources) {
    return "SELECT source AS name, "
        + ORIGIN
        + ", id, concat_ws(chr(0), id, type, time, json) AS says, json AS text FROM "
        + from(store, "events", sources);
  }

  /** Those of one reason together. */
  static String failed(String store, List<String> sources) {
    return "SELECT source || ' ' || reason AS name, "
        + ORIGIN
        + ", id, concat_ws(chr(0), id, message, coalesce(pointer, chr(1)), schema) AS says,"
        + " to_json({message: message, pointer: pointer, schema: schema})::VARCHAR AS text FROM "
        + from(store, "failed", sources);
  }

  /** Those of one cause together. */
  static String dropped(String store, List<String> sources) {
    return "SELECT source || ' ' || cause AS name, "
        + ORIGIN
        + ", id, id AS says, '{}' AS text FROM "
        + from(store, "dropped", sources);
  }

  /** By window and group; what came late belongs to its window. */
  static String counts(String store, String result, String version) {
    return "SELECT result AS name, epoch_us(time) || '/' || grouping AS k,"
        + " min(id) AS id,"
        + " sum(count)::VARCHAR AS says, '{\"count\":' || sum(count) || '}' AS text FROM "
        + of(store, result, version)
        + " AND grouping IS NOT NULL GROUP BY result, time, grouping";
  }

  /** By the conversion's id. */
  static String attributed(String store, String result, String version) {
    return "SELECT result AS name, id AS k, id, json AS says, json AS text FROM "
        + of(store, result, version);
  }

  private static String from(String store, String table, List<String> sources) {
    String names = String.join(", ", sources.stream().map(ComparedRows::literal).toList());
    return store + "." + table + " WHERE source IN (" + names + ")";
  }

  private static String of(String store, String result, String version) {
    return store
        + ".results WHERE result = "
        + literal(result)
        + " AND version = "
        + literal(version);
  }

  static String literal(String text) {
    return text == null ? "NULL" : "'" + text.replace("'", "''") + "'";
  }
}
