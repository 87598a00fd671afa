package io.eventmill.store.duckdb;

import io.eventmill.event.ResultRow;
import io.eventmill.event.json.JsonFields;
import io.eventmill.store.CountCell;
import io.eventmill.store.EventFilter.FieldIs;
import io.eventmill.store.FieldText;
import io.eventmill.store.ResultCursor;
import io.eventmill.store.ResultPage;
import io.eventmill.store.ResultQuery;
import io.eventmill.store.ResultReader;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Answers about results out of their table, sums out of memory where they are there. */
final class DuckDbResults implements ResultReader {
  private static final String ROW = "SELECT result, version, id, epoch_us(time), json FROM results";

  private final Readers readers;
  private final WindowSums sums;

  DuckDbResults(Readers readers, WindowSums sums) {
    this.readers = readers;
    this.sums = sums;
  }

  @Override
  public ResultPage find(ResultQuery query) {
    boolean oldest = query.oldestFirst();
    String direction = oldest ? "" : " DESC";
    Sql sql = of(query.result(), query.version());
    if (query.fromMicros() != null) {
      sql.add(" AND time >= make_timestamp(").bind(Micros.storable(query.fromMicros())).add(")");
    }
    if (query.toMicros() != null) {
      sql.add(" AND time < make_timestamp(").bind(Micros.storable(query.toMicros())).add(")");
    }
    query.where().forEach(is -> sql.add(" AND ").add(is(is)));
    if (query.after() != null) {
      sql.add(" AND (time, id) " + (oldest ? ">" : "<") + " (make_timestamp(")
          .bind(Micros.storable(query.after().timeMicros()))
          .add("), ")
          .bind(query.after().id())
          .add(")");
    }
    sql.add(" ORDER BY time" + direction + ", id" + direction)
        .add(" LIMIT " + (query.limit() + 1L));
    List<ResultRow> rows = readers.list(catalog -> sql, DuckDbResults::row);
    if (rows.size() <= query.limit()) {
      return new ResultPage(rows, null);
    }
    rows = rows.subList(0, query.limit());
    ResultRow last = rows.get(query.limit() - 1);
    return new ResultPage(rows, new ResultCursor(last.timeMicros(), last.id()));
  }

  @Override
  public ResultRow byId(String result, String version, String id) {
    Sql sql = of(result, version).add(" AND id = ").bind(id);
    List<ResultRow> rows = readers.list(catalog -> sql, DuckDbResults::row);
    return rows.isEmpty() ? null : rows.get(0);
  }

  @Override
  public long count(String result, String version) {
    Sql sql =
        new Sql()
            .add("SELECT count(*) FROM results WHERE result = ")
            .bind(result)
            .add(" AND version = ")
            .bind(version);
    return readers.list(catalog -> sql, row -> row.getLong(1)).get(0);
  }

  @Override
  public long sum(
      String result, String version, Map<String, String> group, long fromMicros, long toMicros) {
    String one = group.isEmpty() ? null : CountCell.group(group);
    OptionalLong known = sums.sum(result, version, one, fromMicros, toMicros);
    if (known.isPresent()) {
      return known.getAsLong();
    }
    Sql sql =
        new Sql()
            .add("SELECT coalesce(sum(count), 0)::BIGINT FROM results WHERE result = ")
            .bind(result)
            .add(" AND version = ")
            .bind(version)
            .add(" AND time >= make_timestamp(")
            .bind(Micros.storable(fromMicros))
            .add(") AND time < make_timestamp(")
            .bind(Micros.storable(toMicros))
            .add(")");
    if (one != null) {
      sql.add(" AND grouping = ").bind(one);
    }
    return readers.list(catalog -> sql, row -> row.getLong(1)).get(0);
  }

  private static Sql of(String result, String version) {
    return new Sql()
        .add(ROW + " WHERE result = ")
        .bind(result)
        .add(" AND version = ")
        .bind(version);
  }

  private static Sql is(FieldIs is) {
    if (!JsonFields.isPointer(is.pointer())) {
      throw new IllegalArgumentException(
          "'"
              + is.pointer()
              + "' is not a JSON pointer to a field; one starts with '/', e.g. /event_type");
    }
    return new Sql()
        .add(FieldFunction.NAME + "(json, ")
        .bind(is.pointer())
        .add(") IN (")
        .bind("s" + FieldText.ofString(is.value()))
        .add(", ")
        .bind("b" + is.value())
        .add(", ")
        .bind("n" + FieldText.numberIn(is.value()))
        .add(")");
  }

  static ResultRow row(ResultSet row) throws SQLException {
    return new ResultRow(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getLong(4),
        row.getString(5).getBytes(StandardCharsets.UTF_8));
  }
}
