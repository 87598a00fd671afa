package io.eventmill.store.duckdb;

import io.eventmill.event.Origin;
import io.eventmill.store.Cursor;
import io.eventmill.store.EventFilter;
import java.util.ArrayList;
import java.util.List;

/** A filter as the condition of a statement. */
final class FilterSql {
  private final List<Sql> conditions = new ArrayList<>();

  FilterSql(EventFilter filter, FieldCatalog catalog) {
    anyOf("source", filter.sources());
    anyOf("type", filter.types());
    if (filter.fromMicros() != null) {
      add("time >= ", filter.fromMicros());
    }
    if (filter.toMicros() != null) {
      add("time < ", filter.toMicros());
    }
    FieldSql fields = new FieldSql(catalog);
    for (EventFilter.FieldIs is : filter.where()) {
      conditions.add(fields.is(is.pointer(), is.value()));
    }
    if (filter.text() != null && !filter.text().isEmpty()) {
      conditions.add(TextSql.contains(catalog, filter.text()));
    }
  }

  /** Only what comes behind the cursor. */
  FilterSql behind(Cursor cursor, boolean oldestFirst) {
    if (cursor != null) {
      String than = oldestFirst ? " > " : " < ";
      long time = Micros.storable(cursor.timeMicros());
      Origin origin = cursor.origin();
      add(oldestFirst ? "time >= " : "time <= ", time); // lets row groups be left out
      conditions.add(
          new Sql()
              .add("(time, " + EventRows.ORIGIN + ")" + than + "(make_timestamp(")
              .bind(time)
              .add("), ")
              .bind(origin.topicIdHigh())
              .add(", ")
              .bind(origin.topicIdLow())
              .add(", ")
              .bind(origin.partition())
              .add(", ")
              .bind(origin.offset())
              .add(")"));
    }
    return this;
  }

  /** " WHERE ..." or nothing. */
  Sql where() {
    Sql where = new Sql();
    for (Sql condition : conditions) {
      where.add(where.isEmpty() ? " WHERE " : " AND ").add(condition);
    }
    return where;
  }

  private void add(String comparison, long micros) {
    Sql instant = new Sql().add(comparison).add("make_timestamp(");
    conditions.add(instant.bind(Micros.storable(micros)).add(")"));
  }

  private void anyOf(String column, List<String> values) {
    if (values.isEmpty()) {
      return;
    }
    Sql in = new Sql().add(column + " IN (");
    for (int i = 0; i < values.size(); i++) {
      in.add(i == 0 ? "" : ", ").bind(values.get(i));
    }
    conditions.add(in.add(")"));
  }
}
