package io.eventmill.store.duckdb;

import io.eventmill.event.Origin;
import io.eventmill.event.Reason;
import io.eventmill.store.FailedFilter;
import io.eventmill.store.FailedGroup;
import io.eventmill.store.FailedQuery;
import io.eventmill.store.FailedReader;
import io.eventmill.store.StoredFailure;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Failed events out of their table. */
final class DuckDbFailures implements FailedReader {
  private final Readers readers;

  DuckDbFailures(Readers readers) {
    this.readers = readers;
  }

  @Override
  public List<StoredFailure> find(FailedQuery query) {
    return readers.list(
        catalog -> {
          Sql sql = FailedRows.select().add(FailedRows.where(query.filter()));
          if (query.after() != null) {
            sql.add(behind(query.after(), query.oldestFirst() ? " > " : " < "));
          }
          String direction = query.oldestFirst() ? "" : " DESC";
          return sql.add(" ORDER BY received" + direction + ", ")
              .add(EventRows.ORIGIN.replace(",", direction + ",") + direction)
              .add(" LIMIT ")
              .bind(query.limit());
        },
        FailedRows::read);
  }

  private static Sql behind(FailedQuery.After after, String beyond) {
    Origin origin = after.origin();
    return new Sql()
        .add(" AND (epoch_ms(received), " + EventRows.ORIGIN + ")" + beyond + "(")
        .bind(after.receivedMillis())
        .add("::BIGINT, ")
        .bind(origin.topicIdHigh())
        .add("::BIGINT, ")
        .bind(origin.topicIdLow())
        .add("::BIGINT, ")
        .bind(origin.partition())
        .add("::INTEGER, ")
        .bind(origin.offset())
        .add("::BIGINT)");
  }

  @Override
  public long count(FailedFilter filter) {
    return readers
        .list(
            catalog -> FailedRows.select("count(*)").add(FailedRows.where(filter)),
            row -> row.getLong(1))
        .get(0);
  }

  @Override
  public List<FailedGroup> groups(FailedFilter filter, int limit) {
    List<FailedGroup> groups =
        readers.list(
            catalog ->
                FailedRows.select(
                        "source, reason, schema, count(*) AS n, count(r.marked),"
                            + " epoch_ms(min(received)), epoch_ms(max(received))")
                    .add(FailedRows.where(filter))
                    .add(" GROUP BY source, reason, schema")
                    .add(" ORDER BY n DESC, source, reason, schema LIMIT ")
                    .bind(limit),
            DuckDbFailures::group);
    return groups.stream().map(g -> withExample(g, filter)).toList();
  }

  private static FailedGroup group(ResultSet row) throws SQLException {
    return new FailedGroup(
        row.getString(1),
        Reason.valueOf(row.getString(2)),
        row.getString(3),
        row.getLong(4),
        row.getLong(5),
        row.getLong(6),
        row.getLong(7),
        null);
  }

  private FailedGroup withExample(FailedGroup g, FailedFilter filter) {
    FailedFilter ofGroup =
        new FailedFilter(
            filter.id(),
            g.source(),
            g.reason(),
            filter.fromMillis(),
            filter.toMillis(),
            filter.replayed());
    List<StoredFailure> newest =
        readers.list(
            catalog ->
                FailedRows.select()
                    .add(FailedRows.where(ofGroup))
                    .add(" AND schema IS NOT DISTINCT FROM ")
                    .bind(g.schema())
                    .add(" ORDER BY received DESC, ")
                    .add(EventRows.ORIGIN.replace(",", " DESC,") + " DESC LIMIT 1"),
            FailedRows::read);
    return new FailedGroup(
        g.source(),
        g.reason(),
        g.schema(),
        g.count(),
        g.replayed(),
        g.firstReceivedMillis(),
        g.lastReceivedMillis(),
        newest.isEmpty() ? null : newest.get(0)); // taken away meanwhile
  }

  @Override
  public StoredFailure byOrigin(Origin origin) {
    List<StoredFailure> found =
        readers.list(
            catalog -> FailedRows.select().add(FailedRows.where(origin)).add(" LIMIT 1"),
            FailedRows::read);
    return found.isEmpty() ? null : found.get(0);
  }
}
