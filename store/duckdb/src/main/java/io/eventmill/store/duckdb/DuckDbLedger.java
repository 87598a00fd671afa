package io.eventmill.store.duckdb;

import io.eventmill.event.Dropped;
import io.eventmill.store.FailedFilter;
import io.eventmill.store.FailedQuery;
import io.eventmill.store.LedgerCell;
import io.eventmill.store.LedgerCell.Kind;
import io.eventmill.store.LedgerRange;
import io.eventmill.store.LedgerReader;
import io.eventmill.store.OutcomeRow;
import io.eventmill.store.Position;
import io.eventmill.store.StoredEvent;
import io.eventmill.store.StoredFailure;
import io.eventmill.store.StoredOutcome;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Counts what the tables really hold, each time it is asked. */
final class DuckDbLedger implements LedgerReader {
  private final Readers readers;

  DuckDbLedger(Readers readers) {
    this.readers = readers;
  }

  @Override
  public Snapshot snapshot(LedgerRange range) {
    return readers.inOneTransaction(
        ask -> {
          List<LedgerCell> cells = ask.list(catalog -> cells(range), DuckDbLedger::cell);
          Map<String, Map<Integer, Position>> positions = new HashMap<>();
          ask.list(
              catalog ->
                  new Sql().add("SELECT topic, " + PositionsTable.COLUMNS + " FROM positions"),
              row ->
                  positions
                      .computeIfAbsent(row.getString(1), t -> new HashMap<>())
                      .put(row.getInt(2), PositionsTable.position(row, 3)));
          Map<String, Long> keptSince = new HashMap<>();
          ask.list(
              catalog -> new Sql().add("SELECT source, minute FROM kept_since"),
              row -> keptSince.put(row.getString(1), row.getLong(2)));
          cells.removeIf(c -> c.minute() < keptSince.getOrDefault(c.source(), Long.MIN_VALUE));
          return new Snapshot(cells, positions, keptSince);
        });
  }

  private static Sql cells(LedgerRange range) {
    return accepted(range)
        .add(" UNION ALL ")
        .add(counted("'STORED'", "events", range))
        .add(" UNION ALL ")
        .add(counted("'FAILED'", "failed", range))
        .add(" UNION ALL ")
        .add(counted("upper(cause)", "dropped", range));
  }

  private static Sql accepted(LedgerRange range) {
    Sql sql =
        new Sql()
            .add("SELECT source, minute, topic_high, topic_low, topic_partition,")
            .add(" CASE WHEN replays THEN 'REPLAYED' ELSE 'ACCEPTED' END,")
            .add(
                " records, offsets, squares, first_offset, last_offset FROM accepted WHERE minute >= ")
            .bind(range.fromMinute())
            .add(" AND minute < ")
            .bind(range.toMinute());
    return source(sql, range);
  }

  private static Sql counted(String kind, String table, LedgerRange range) {
    Sql sql =
        new Sql()
            .add("SELECT source, epoch_ms(received) // 60000 AS minute, origin_topic_high,")
            .add(" origin_topic_low, origin_partition, " + kind + " AS kind, count(*),")
            .add(" sum(origin_offset), sum(origin_offset::HUGEINT * origin_offset),")
            .add(
                " min(origin_offset), max(origin_offset) FROM "
                    + table
                    + " WHERE received >= make_timestamp(")
            .bind(micros(range.fromMinute()))
            .add(") AND received < make_timestamp(")
            .bind(micros(range.toMinute()))
            .add(")");
    return source(sql, range)
        .add(" GROUP BY ALL"); // by name it would be the events' own field of that name
  }

  private static Sql source(Sql sql, LedgerRange range) {
    return range.source() == null ? sql : sql.add(" AND source = ").bind(range.source());
  }

  private static long micros(long minute) {
    long millis = Math.min(Math.max(minute, 0), Long.MAX_VALUE / 60_000_000) * 60_000;
    return Micros.ofMillis(millis);
  }

  private static LedgerCell cell(ResultSet row) throws SQLException {
    return new LedgerCell(
        row.getString(1),
        row.getLong(2),
        new UUID(row.getLong(3), row.getLong(4)),
        row.getInt(5),
        Kind.valueOf(row.getString(6)),
        row.getLong(7),
        new BigInteger(row.getString(8)),
        new BigInteger(row.getString(9)),
        row.getLong(10),
        row.getLong(11));
  }

  @Override
  public List<OutcomeRow> outcomes(UUID topicId, int partition, long fromOffset, long toOffset) {
    return readers.list(
        catalog -> {
          Sql sql = new Sql().add("SELECT origin_offset, id, kind FROM (");
          sql.add(rows("'STORED'", "events", topicId, partition, fromOffset, toOffset));
          sql.add(" UNION ALL ");
          sql.add(rows("'FAILED'", "failed", topicId, partition, fromOffset, toOffset));
          sql.add(" UNION ALL ");
          sql.add(rows("upper(cause)", "dropped", topicId, partition, fromOffset, toOffset));
          return sql.add(") ORDER BY origin_offset, kind");
        },
        row -> new OutcomeRow(row.getLong(1), row.getString(2), Kind.valueOf(row.getString(3))));
  }

  private static Sql rows(
      String kind, String table, UUID topicId, int partition, long from, long to) {
    return new Sql()
        .add("SELECT origin_offset, id, " + kind + " AS kind FROM " + table)
        .add(" WHERE origin_topic_high = ")
        .bind(topicId.getMostSignificantBits())
        .add(" AND origin_topic_low = ")
        .bind(topicId.getLeastSignificantBits())
        .add(" AND origin_partition = ")
        .bind(partition)
        .add(" AND origin_offset >= ")
        .bind(from)
        .add(" AND origin_offset < ")
        .bind(to);
  }

  @Override
  public List<StoredOutcome> outcomes(String id, int limit) {
    List<StoredOutcome> found = new ArrayList<>();
    for (StoredEvent e :
        readers.list(
            catalog ->
                new Sql()
                    .add("SELECT " + EventRows.EVENT + " FROM events WHERE id = ")
                    .bind(id)
                    .add(" ORDER BY received LIMIT ")
                    .bind(limit),
            EventRows::event)) {
      found.add(new StoredOutcome(e.event(), e.storedMillis(), null));
    }
    FailedFilter failed = new FailedFilter(id, null, null, null, null, null);
    for (StoredFailure f :
        new DuckDbFailures(readers).find(new FailedQuery(failed, true, null, limit))) {
      found.add(new StoredOutcome(f.failed(), f.storedMillis(), f.replay()));
    }
    found.addAll(dropped(id, limit));
    found.sort(
        Comparator.comparingLong((StoredOutcome o) -> o.outcome().receivedMillis())
            .thenComparing(o -> o.outcome().origin().partition())
            .thenComparing(o -> o.outcome().origin().offset()));
    return found.size() <= limit ? found : found.subList(0, limit);
  }

  private List<StoredOutcome> dropped(String id, int limit) {
    return readers.list(
        catalog ->
            new Sql()
                .add("SELECT " + EventRows.ORIGIN + ", id, source, epoch_ms(received), cause,")
                .add(" epoch_ms(stored) FROM dropped WHERE id = ")
                .bind(id)
                .add(" ORDER BY received LIMIT ")
                .bind(limit),
        row ->
            new StoredOutcome(
                new Dropped(
                    EventRows.origin(row),
                    row.getString(5),
                    row.getString(6),
                    row.getLong(7),
                    Dropped.Cause.of(row.getString(8))),
                row.getLong(9),
                null));
  }
}
