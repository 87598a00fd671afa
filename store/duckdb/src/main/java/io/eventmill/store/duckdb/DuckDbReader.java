package io.eventmill.store.duckdb;

import io.eventmill.event.Event;
import io.eventmill.store.Cursor;
import io.eventmill.store.EventFilter;
import io.eventmill.store.EventPage;
import io.eventmill.store.EventQuery;
import io.eventmill.store.EventReader;
import io.eventmill.store.GroupCount;
import io.eventmill.store.GroupQuery;
import io.eventmill.store.HistogramBucket;
import io.eventmill.store.HistogramQuery;
import io.eventmill.store.StoredEvent;
import io.eventmill.store.TopQuery;
import io.eventmill.store.ValueCount;
import java.util.ArrayList;
import java.util.List;

/** Answers out of the tables. */
final class DuckDbReader implements EventReader {
  private final Readers readers;

  DuckDbReader(Readers readers) {
    this.readers = readers;
  }

  /**
   * First which rows, then the rows: the JSON is most of what an event weighs and is read for those
   * of the page alone.
   */
  @Override
  public EventPage find(EventQuery query) {
    boolean oldest = query.oldestFirst();
    String direction = oldest ? "" : " DESC";
    String order =
        " ORDER BY time"
            + direction
            + ", "
            + EventRows.ORIGIN.replace(",", direction + ",")
            + direction;
    List<StoredEvent> events =
        readers.list(
            catalog ->
                new Sql()
                    .add("SELECT " + EventRows.EVENT + " FROM events WHERE rowid IN (")
                    .add("SELECT rowid FROM events")
                    .add(
                        new FilterSql(query.filter(), catalog)
                            .behind(query.after(), oldest)
                            .where())
                    .add(order)
                    .add(" LIMIT " + (query.limit() + 1L) + ")")
                    .add(order),
            EventRows::event);
    if (events.size() <= query.limit()) {
      return new EventPage(events, null);
    }
    events = events.subList(0, query.limit());
    Event last = events.get(query.limit() - 1).event();
    return new EventPage(events, new Cursor(last.timeMicros(), last.origin()));
  }

  @Override
  public long count(EventFilter filter) {
    return readers
        .list(
            catalog ->
                new Sql()
                    .add("SELECT count(*) FROM events")
                    .add(new FilterSql(filter, catalog).where()),
            row -> row.getLong(1))
        .get(0);
  }

  @Override
  public List<HistogramBucket> histogram(HistogramQuery query) {
    return readers.list(
        catalog -> {
          Sql by =
              query.by() == null
                  ? new Sql().add("NULL::VARCHAR")
                  : new FieldSql(catalog).text(query.by());
          return new Sql()
              .add("SELECT epoch_us(time) - ((epoch_us(time) % asked.i) + asked.i) % asked.i, ")
              .add(by)
              .add(", count(*) FROM events, (SELECT ")
              .bind(query.intervalMicros())
              .add("::BIGINT AS i) AS asked")
              .add(new FilterSql(query.filter(), catalog).where())
              .add(" GROUP BY ALL ORDER BY 1, 2 NULLS FIRST"); // a field may have any name
        },
        row -> new HistogramBucket(row.getLong(1), row.getString(2), row.getLong(3)));
  }

  @Override
  public List<ValueCount> top(TopQuery query) {
    return readers.list(
        catalog ->
            new Sql()
                .add("SELECT value, n FROM (SELECT ")
                .add(new FieldSql(catalog).text(query.field()))
                .add(" AS value, count(*) AS n FROM events")
                .add(new FilterSql(query.filter(), catalog).where())
                .add(" GROUP BY ALL) WHERE value IS NOT NULL ORDER BY n DESC, value LIMIT ")
                .bind(query.limit()),
        row -> new ValueCount(row.getString(1), row.getLong(2)));
  }

  @Override
  public List<GroupCount> groups(GroupQuery query) {
    int fields = query.fields().size();
    return readers.list(
        catalog -> {
          Sql sql = new Sql().add("SELECT ");
          for (String field : query.fields()) {
            sql.add(new FieldSql(catalog).text(field)).add(", ");
          }
          sql.add("count(*) FROM events").add(new FilterSql(query.filter(), catalog).where());
          sql.add(" GROUP BY ALL ORDER BY ");
          for (int i = 1; i <= fields; i++) {
            sql.add((i == 1 ? "" : ", ") + i + " NULLS FIRST");
          }
          return sql.add(" LIMIT ").bind(query.limit());
        },
        row -> {
          List<String> values = new ArrayList<>();
          for (int i = 1; i <= fields; i++) {
            values.add(row.getString(i));
          }
          return new GroupCount(values, row.getLong(fields + 1));
        });
  }

  @Override
  public StoredEvent byId(String id) {
    List<StoredEvent> found =
        readers.list(
            catalog ->
                new Sql()
                    .add("SELECT " + EventRows.EVENT + " FROM events WHERE id = ")
                    .bind(id)
                    .add(" ORDER BY received, " + EventRows.ORIGIN + " LIMIT 1"),
            EventRows::event);
    return found.isEmpty() ? null : found.get(0);
  }

  @Override
  public List<String> fields(int limit) {
    return readers.list(
        catalog ->
            new Sql()
                .add("SELECT pointer FROM fields GROUP BY pointer ORDER BY sum(uses) DESC, pointer")
                .add(" LIMIT ")
                .bind(limit),
        row -> row.getString(1));
  }
}
