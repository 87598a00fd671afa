package io.eventmill.store.duckdb;

import io.eventmill.event.Origin;
import io.eventmill.store.Cursor;
import io.eventmill.store.EventFilter;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.duckdb.DuckDBConnection;

/** A condition in the making: its SQL and, apart from it, the values. */
final class Where {
  private final List<String> conditions = new ArrayList<>();
  private final List<Object> values = new ArrayList<>();

  static Where of(EventFilter filter) {
    Where where = new Where();
    where.anyOf("source", filter.sources());
    where.anyOf("type", filter.types());
    if (filter.fromMicros() != null) {
      where.and("time >= make_timestamp(?)", filter.fromMicros());
    }
    if (filter.toMicros() != null) {
      where.and("time < make_timestamp(?)", filter.toMicros());
    }
    for (EventFilter.FieldIs is : filter.where()) {
      where.and(Fields.text(is.pointer()) + " = ?", is.value());
    }
    if (filter.text() != null) {
      where.and("contains(lower(json), ?)", filter.text().toLowerCase(Locale.ROOT));
    }
    return where;
  }

  Where behind(Cursor cursor, boolean oldestFirst) {
    if (cursor != null) {
      String than = oldestFirst ? " > " : " < ";
      Origin origin = cursor.origin();
      and("time" + than.stripTrailing() + "= make_timestamp(?)", cursor.timeMicros());
      and(
          "(time, origin_topic_high, origin_topic_low, origin_partition, origin_offset)"
              + than
              + "(make_timestamp(?), ?, ?, ?, ?)",
          cursor.timeMicros(),
          origin.topicIdHigh(),
          origin.topicIdLow(),
          origin.partition(),
          origin.offset());
    }
    return this;
  }

  private void anyOf(String column, List<String> any) {
    if (!any.isEmpty()) {
      and(column + " IN (" + "?, ".repeat(any.size() - 1) + "?)", any.toArray());
    }
  }

  private void and(String condition, Object... bound) {
    conditions.add(condition);
    values.addAll(List.of(bound));
  }

  @Override
  public String toString() {
    return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
  }

  PreparedStatement prepare(DuckDBConnection connection, String sql) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < values.size(); i++) {
      statement.setObject(i + 1, values.get(i));
    }
    return statement;
  }
}
