package io.eventmill.store.postgres;

import io.eventmill.event.ResultRow;
import io.eventmill.store.Batch;
import io.eventmill.store.EventWriter;
import io.eventmill.store.Position;
import io.eventmill.store.RowStates;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes batches of rows: positions, the rows as they are, and their columns in tables of their
 * own, in one transaction. A row that a table can never take is noted with the reason and holds up
 * nobody. Safe for threads.
 */
final class PostgresWriter implements EventWriter {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresWriter.class);

  private final Connections connections;
  private final Map<String, OwnTable> own;
  private final Set<String> logged = ConcurrentHashMap.newKeySet();

  /**
   * @param tables by result, the table of its own
   */
  PostgresWriter(Connections connections, Map<String, String> tables) {
    this.connections = connections;
    Map<String, OwnTable> known = new LinkedHashMap<>();
    tables.forEach((result, table) -> known.put(result, new OwnTable(TableName.parse(table))));
    this.own = Map.copyOf(known);
  }

  @Override
  public Map<Integer, Position> positions(String topic) {
    return connections.use(
        "the positions of " + topic + " cannot be read", c -> PositionsTable.read(c, topic));
  }

  @Override
  public void write(Batch batch) {
    if (!batch.events().isEmpty()
        || !batch.failed().isEmpty()
        || !batch.dropped().isEmpty()
        || !batch.accepted().isEmpty()) {
      throw new IllegalArgumentException(
          "postgres: keeps the rows of results, found events in the batch of " + batch.topic());
    }
    List<Refused> refused =
        connections.transaction(
            "a batch of " + batch.topic() + " cannot be written",
            connection -> {
              try (Statement statement = connection.createStatement()) {
                statement.execute("SET CONSTRAINTS ALL IMMEDIATE"); // not only at the commit
              }
              PositionsTable.move(connection, batch);
              Collection<ResultRow> rows =
                  new RowStates().toWrite(batch.rows(), r -> ResultsTable.stored(connection, r));
              List<Refused> found = new ArrayList<>();
              Halving.write(
                  connection, ResultsTable.NAME, List.copyOf(rows), ResultsTable::insert, found);
              for (Map.Entry<String, List<ResultRow>> result : byResult(rows).entrySet()) {
                OwnTable table = own.get(result.getKey());
                if (table != null) {
                  table.write(connection, result.getValue(), found);
                }
              }
              RefusedRows.insert(connection, found);
              return found;
            });
    refused.forEach(this::tell);
  }

  private static Map<String, List<ResultRow>> byResult(Collection<ResultRow> rows) {
    Map<String, List<ResultRow>> byResult = new LinkedHashMap<>();
    for (ResultRow row : rows) {
      byResult.computeIfAbsent(row.result(), r -> new ArrayList<>()).add(row);
    }
    return byResult;
  }

  private void tell(Refused refused) {
    if (logged.add(refused.table() + " " + refused.row().result())) {
      LOG.warn(
          "{} cannot take row {} of {}: {}. It is kept in {}, as further ones are",
          refused.table(),
          refused.row().id(),
          refused.row().result(),
          refused.reason(),
          RefusedRows.NAME);
    }
  }

  @Override
  public long refused() {
    return connections.use("the refused rows cannot be counted", RefusedRows::count);
  }
}
