package io.eventmill.store.duckdb;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.duckdb.DuckDBConnection;

/** Takes batches into the events table, all rows in one statement. */
final class EventsTable implements AutoCloseable {
  private static final String CORE =
      "id, source, type, time, received, origin_topic_high, origin_topic_low, origin_partition,"
          + " origin_offset, json, _words, _rest, stored";

  private final DuckDBConnection connection;
  private final BatchFunction function;
  private String preparedFor = "";
  private PreparedStatement prepared;

  EventsTable(DuckDBConnection connection, BatchFunction function) {
    this.connection = connection;
    this.function = function;
  }

  void insert(BatchRows rows, List<Column> used, long storedMicros) throws SQLException {
    List<Column> columns = used.stream().filter(c -> c.type() != ColumnType.NONE).toList();
    function.offer(rows, columns);
    PreparedStatement insert = prepare(columns);
    insert.setLong(1, storedMicros);
    insert.execute();
  }

  long count() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT count(*) FROM events")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /** Batches mostly bring the same fields, so the statement for them is kept. */
  private PreparedStatement prepare(List<Column> columns) throws SQLException {
    StringBuilder names = new StringBuilder(CORE);
    StringBuilder values = new StringBuilder(BatchFunction.CORE).append(", make_timestamp(?)");
    StringBuilder key = new StringBuilder();
    for (Column column : columns) {
      names.append(", ").append(ColumnNames.quote(column.name()));
      values.append(", c").append(column.number());
      key.append(column.number()).append(column.type());
    }
    if (prepared == null || !key.toString().equals(preparedFor)) {
      close();
      prepared =
          connection.prepareStatement(
              "INSERT INTO events ("
                  + names
                  + ") SELECT "
                  + values
                  + " FROM "
                  + BatchFunction.NAME
                  + "()");
      preparedFor = key.toString();
    }
    return prepared;
  }

  @Override
  public void close() throws SQLException {
    if (prepared != null) {
      prepared.close();
      prepared = null;
    }
  }
}
