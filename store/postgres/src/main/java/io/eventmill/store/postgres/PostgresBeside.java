package io.eventmill.store.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventmill.store.EventWriter;
import io.eventmill.store.StoreUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/**
 * Results in a schema of their own, beside those that a server writes: the tables of {@code
 * eventmill}, and an empty copy of each table that a result has to itself. Made under another name
 * and shown when it is whole, in the place of an earlier one, in one transaction; whoever dies
 * before leaves that other name, which the next one begins anew.
 */
public final class PostgresBeside implements AutoCloseable {
  private static final String TABLES = "/io/eventmill/store/postgres/V1__results.sql";

  private final Connections connections;
  private final String schema;
  private final PostgresWriter writer;

  private PostgresBeside(Connections connections, String schema, Map<String, String> tables) {
    this.connections = connections;
    this.schema = schema;
    this.writer = new PostgresWriter(connections, tables);
  }

  /**
   * Connects, and makes the tables.
   *
   * @param schema to be shown, of a-z, 0-9 and _, at most 59
   * @throws StoreUnavailableException when the database cannot be reached now
   * @throws IllegalStateException when waiting would not help: a wrong password, a missing right
   */
  public static PostgresBeside open(PostgresConfig config, String schema) {
    if (!schema.matches("[a-z][a-z0-9_]{0,58}")) {
      throw new IllegalArgumentException("a schema is of a-z, 0-9 and _, found '" + schema + "'");
    }
    Connections connections = new Connections(config, made(schema));
    try {
      Connections.probe(config);
      Map<String, String> tables =
          connections.inTransaction(c -> make(c, made(schema), config.tables()));
      return new PostgresBeside(connections, schema, tables);
    } catch (SQLException e) {
      connections.close();
      throw PostgresStore.unopened(config, e, e);
    }
  }

  private static String made(String schema) {
    return schema + "_new";
  }

  private static Map<String, String> make(
      Connection connection, String schema, Map<String, String> live) throws SQLException {
    Map<String, String> tables = new HashMap<>();
    try (Statement statement = connection.createStatement()) {
      statement.execute("DROP SCHEMA IF EXISTS " + schema + " CASCADE");
      statement.execute("CREATE SCHEMA " + schema);
      statement.execute(sql().replace(Migrations.OWN_SCHEMA + ".", schema + "."));
      for (Map.Entry<String, String> result : live.entrySet()) {
        TableName name = TableName.parse(result.getValue());
        if (isThere(connection, name)) {
          TableName beside = new TableName(schema, name.table());
          statement.execute(
              "CREATE TABLE " + beside.sql() + " (LIKE " + name.sql() + " INCLUDING ALL)");
          tables.put(result.getKey(), beside.toString());
        }
      }
    }
    return tables;
  }

  private static boolean isThere(Connection connection, TableName name) throws SQLException {
    try (PreparedStatement ask = connection.prepareStatement("SELECT to_regclass(?) IS NOT NULL")) {
      ask.setString(1, name.sql());
      try (ResultSet row = ask.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  private static String sql() {
    try (InputStream in = PostgresBeside.class.getResourceAsStream(TABLES)) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes rows of results; idempotent, as a store's writer is. */
  public EventWriter writer() {
    return writer;
  }

  /** All is written: it takes the place of what has been shown under the name. */
  public void show() {
    connections.transaction(
        schema + " cannot be shown",
        connection -> {
          try (Statement statement = connection.createStatement()) {
            statement.execute("DROP SCHEMA IF EXISTS " + schema + " CASCADE");
            statement.execute("ALTER SCHEMA " + made(schema) + " RENAME TO " + schema);
          }
          return null;
        });
  }

  @Override
  public void close() {
    connections.close();
  }
}
