package io.eventmill.store.duckdb;

import io.eventmill.store.SqlQuestion.ResultView;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What people ask in SQL: views over the tables, under names and columns that are documented. */
final class SqlViews {
  private static final String ORIGIN = "origin_partition AS partition, origin_offset AS \"offset\"";

  private static final Map<String, String> OWN =
      Map.of(
          "events",
          """
          SELECT * EXCLUDE (json, _words, _rest, origin_topic_high, origin_topic_low,
            origin_partition, origin_offset), json FROM store.main.events
          """,
          "failed",
          """
          SELECT id, source, stage, reason, message, pointer, schema, received, stored, attempts,
            %s, EXISTS (FROM store.main.replays r WHERE r.origin_offset = f.origin_offset
              AND r.origin_partition = f.origin_partition
              AND r.origin_topic_low = f.origin_topic_low
              AND r.origin_topic_high = f.origin_topic_high) AS replayed,
            body FROM store.main.failed f
          """
              .formatted(ORIGIN),
          "dropped",
          "SELECT id, source, cause, received, stored, %s FROM store.main.dropped"
              .formatted(ORIGIN));

  private SqlViews() {}

  /** Makes them for this connection alone; their names, in lower case. */
  static Set<String> create(Connection connection, List<ResultView> results) throws SQLException {
    Map<String, String> views = new LinkedHashMap<>(OWN);
    results.forEach(result -> views.putIfAbsent(result.name(), of(result)));
    Set<String> names = new HashSet<>();
    try (Statement statement = connection.createStatement()) {
      for (Map.Entry<String, String> view : views.entrySet()) {
        if (names.add(view.getKey().toLowerCase(Locale.ROOT))) {
          statement.execute(
              "CREATE OR REPLACE TEMP VIEW "
                  + ColumnNames.quote(view.getKey())
                  + " AS "
                  + view.getValue());
        }
      }
    }
    return names;
  }

  private static String of(ResultView result) {
    StringBuilder sql = new StringBuilder("SELECT id, time");
    Set<String> columns = new HashSet<>(Set.of("id", "time", "json"));
    for (String field : result.fields()) {
      if (columns.add(field.toLowerCase(Locale.ROOT))) {
        String path = "$.\"" + field.replace("\"", "\\\"") + "\"";
        String value = "json ->> " + literal(path);
        boolean number = field.equals("count") || field.equals("window_start_time");
        sql.append(", ").append(number ? "(" + value + ")::BIGINT" : value);
        sql.append(" AS ").append(ColumnNames.quote(field));
      }
    }
    return sql.append(", json FROM store.main.results WHERE result = ")
        .append(literal(result.result()))
        .append(" AND version = ")
        .append(literal(result.version()))
        .toString();
  }

  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
