package io.eventmill.store.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventmill.event.ResultRow;
import io.eventmill.store.EventFilter.FieldIs;
import io.eventmill.store.ResultCursor;
import io.eventmill.store.ResultPage;
import io.eventmill.store.ResultQuery;
import io.eventmill.store.ResultReader;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** Asks for results, as they were written. Safe for threads. */
final class PostgresResults implements ResultReader {
  private static final String FAILED = "the question could not be answered";

  private final Connections connections;

  PostgresResults(Connections connections) {
    this.connections = connections;
  }

  @Override
  public ResultPage find(ResultQuery query) {
    Sql sql = new Sql("SELECT id, time_micros, json FROM results");
    of(sql, query.result(), query.version());
    if (query.fromMicros() != null) {
      sql.add(" AND time_micros >= ?", query.fromMicros());
    }
    if (query.toMicros() != null) {
      sql.add(" AND time_micros < ?", query.toMicros());
    }
    query.where().forEach(w -> FieldSql.is(sql, w));
    if (query.after() != null) {
      String behind = query.oldestFirst() ? ">" : "<";
      sql.add(
          " AND (time_micros, id) " + behind + " (?, ?)",
          query.after().timeMicros(),
          FieldSql.storable(query.after().id()));
    }
    String order = query.oldestFirst() ? "" : " DESC";
    sql.add(" ORDER BY time_micros" + order + ", id" + order);
    sql.add(" LIMIT ?", query.limit() + 1L);
    List<ResultRow> rows =
        connections.use(FAILED, c -> sql.list(c, row -> row(query.result(), query.version(), row)));
    if (rows.size() <= query.limit()) {
      return new ResultPage(rows, null);
    }
    List<ResultRow> page = rows.subList(0, query.limit());
    ResultRow last = page.get(page.size() - 1);
    return new ResultPage(page, new ResultCursor(last.timeMicros(), last.id()));
  }

  @Override
  public ResultRow byId(String result, String version, String id) {
    Sql sql = new Sql("SELECT id, time_micros, json FROM results");
    of(sql, result, version);
    sql.add(" AND id = ?", FieldSql.storable(id));
    return connections.use(FAILED, c -> sql.list(c, row -> row(result, version, row))).stream()
        .filter(row -> row.id().equals(id))
        .findFirst()
        .orElse(null);
  }

  @Override
  public long count(String result, String version) {
    Sql sql = new Sql("SELECT count(*) FROM results");
    of(sql, result, version);
    return connections.use(FAILED, c -> sql.list(c, row -> row.getLong(1))).get(0);
  }

  @Override
  public long sum(
      String result, String version, Map<String, String> group, long fromMicros, long toMicros) {
    Sql sql =
        new Sql(
            "SELECT coalesce(sum(CASE jsonb_typeof(doc(json) -> 'count') WHEN 'number'"
                + " THEN (doc(json) ->> 'count')::numeric END), 0)"
                + " FROM results");
    of(sql, result, version);
    sql.add(" AND time_micros >= ?", fromMicros).add(" AND time_micros < ?", toMicros);
    group.forEach((field, value) -> FieldSql.is(sql, field(field, value)));
    BigDecimal sum = connections.use(FAILED, c -> sql.list(c, row -> row.getBigDecimal(1))).get(0);
    return sum.longValue();
  }

  private static FieldIs field(String name, String value) {
    return new FieldIs("/" + name.replace("~", "~0").replace("/", "~1"), value);
  }

  private static void of(Sql sql, String result, String version) {
    sql.add(
        " WHERE result = ? AND version = ?", FieldSql.storable(result), FieldSql.storable(version));
  }

  private static ResultRow row(String result, String version, ResultSet row) throws SQLException {
    return new ResultRow(
        result, version, row.getString(1), row.getLong(2), row.getString(3).getBytes(UTF_8));
  }
}
