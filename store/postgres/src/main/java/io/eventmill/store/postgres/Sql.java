package io.eventmill.store.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A statement as it grows, with its values in order. */
final class Sql {
  private final StringBuilder text;
  private final List<Object> values = new ArrayList<>();

  Sql(String text) {
    this.text = new StringBuilder(text);
  }

  Sql add(String more, Object... bound) {
    text.append(more);
    Collections.addAll(values, bound);
    return this;
  }

  /** Makes a record of a row. */
  interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  <T> List<T> list(Connection connection, RowReader<T> reader) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(text.toString())) {
      for (int i = 0; i < values.size(); i++) {
        select.setObject(i + 1, values.get(i));
      }
      List<T> found = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          found.add(reader.read(rows));
        }
      }
      return found;
    }
  }
}
