package io.eventmill.store.duckdb;

import io.eventmill.event.Event;
import io.eventmill.event.Origin;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDataChunkWriter;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBTableFunction;
import org.duckdb.DuckDBTableFunctionBindInfo;
import org.duckdb.DuckDBTableFunctionBuilder;
import org.duckdb.DuckDBTableFunctionCallInfo;
import org.duckdb.DuckDBTableFunctionInitInfo;
import org.duckdb.DuckDBWritableVector;

/**
 * The batch in the making as a table DuckDB can select from. Values cross over by column and a
 * thousand or two at a time, not one by one: that is what makes loading fast.
 */
final class BatchFunction implements DuckDBTableFunction<Object, int[], Object> {
  static final String NAME = "eventmill_batch";

  /** The event's own columns, before those of its fields. */
  static final String CORE =
      "id, source, type, make_timestamp(time), make_timestamp(received), origin_topic_high,"
          + " origin_topic_low, origin_partition, origin_offset, json, _words, _rest";

  /** The driver puts the strings of one column and chunk into one array; it must not be endless. */
  private static final long CHUNK_BYTES_MAX = 64L << 20;

  private BatchRows rows;
  private List<Column> columns = List.of();

  void register(DuckDBConnection connection) throws SQLException {
    try (DuckDBTableFunctionBuilder builder = DuckDBFunctions.tableFunction()) {
      builder.withName(NAME).withFunction(this).register(connection);
    }
  }

  /** What the next statement will select. */
  void offer(BatchRows batch, List<Column> used) {
    rows = batch;
    columns = used;
  }

  @Override
  public Object bind(DuckDBTableFunctionBindInfo info) throws SQLException {
    for (String name : List.of("id", "source", "type")) {
      info.addResultColumn(name, DuckDBColumnType.VARCHAR);
    }
    for (String name : List.of("time", "received", "origin_topic_high", "origin_topic_low")) {
      info.addResultColumn(name, DuckDBColumnType.BIGINT);
    }
    info.addResultColumn("origin_partition", DuckDBColumnType.INTEGER);
    info.addResultColumn("origin_offset", DuckDBColumnType.BIGINT);
    info.addResultColumn("json", DuckDBColumnType.VARCHAR);
    info.addResultColumn("_words", DuckDBColumnType.VARCHAR);
    info.addResultColumn("_rest", DuckDBColumnType.BOOLEAN);
    for (Column column : columns) {
      info.addResultColumn("c" + column.number(), column.type().vector());
    }
    return null;
  }

  @Override
  public int[] init(DuckDBTableFunctionInitInfo info) {
    info.setMaxThreads(1);
    return new int[1];
  }

  @Override
  public Object localInit(DuckDBTableFunctionInitInfo info) {
    return null;
  }

  @Override
  public long apply(DuckDBTableFunctionCallInfo call, DuckDBDataChunkWriter chunk) {
    int[] next = call.getInitData();
    int from = next[0];
    int to = chunkEnd(from, (int) chunk.capacity());
    if (from < to) {
      writeCore(chunk, from, to);
      for (int i = 0; i < columns.size(); i++) {
        write(columns.get(i), chunk.vector(12L + i), from, to);
      }
    }
    next[0] = to;
    return to - from;
  }

  private int chunkEnd(int from, int capacity) {
    List<Event> events = rows.events();
    long bytes = 0;
    int to = from;
    while (to < events.size() && to - from < capacity) {
      bytes += events.get(to).json().length;
      if (bytes > CHUNK_BYTES_MAX && to > from) {
        break;
      }
      to++;
    }
    return to;
  }

  private void writeCore(DuckDBDataChunkWriter chunk, int from, int to) {
    int count = to - from;
    byte[][] ids = new byte[count][];
    byte[][] sources = new byte[count][];
    byte[][] types = new byte[count][];
    byte[][] jsons = new byte[count][];
    byte[][] words = new byte[count][];
    DuckDBWritableVector times = chunk.vector(3);
    DuckDBWritableVector received = chunk.vector(4);
    DuckDBWritableVector rest = chunk.vector(11);
    for (int i = 0; i < count; i++) {
      Event event = rows.events().get(from + i);
      ids[i] = event.id().getBytes(StandardCharsets.UTF_8);
      sources[i] = event.source().getBytes(StandardCharsets.UTF_8);
      types[i] = event.type().getBytes(StandardCharsets.UTF_8);
      jsons[i] = event.json();
      words[i] = rows.words()[from + i];
      times.setLong(i, Micros.storable(event.timeMicros()));
      received.setLong(i, Micros.ofMillis(event.receivedMillis()));
      rest.setBoolean(i, rows.isRest(from + i));
      writeOrigin(chunk, i, event.origin());
    }
    chunk.vector(0).setStringUtf8Batch(0, ids);
    chunk.vector(1).setStringUtf8Batch(0, sources);
    chunk.vector(2).setStringUtf8Batch(0, types);
    chunk.vector(9).setStringUtf8Batch(0, jsons);
    chunk.vector(10).setStringUtf8Batch(0, words);
  }

  private static void writeOrigin(DuckDBDataChunkWriter chunk, int row, Origin origin) {
    chunk.vector(5).setLong(row, origin.topicIdHigh());
    chunk.vector(6).setLong(row, origin.topicIdLow());
    chunk.vector(7).setInt(row, origin.partition());
    chunk.vector(8).setLong(row, origin.offset());
  }

  private static void write(Column column, DuckDBWritableVector vector, int from, int to) {
    ColumnType type = column.type();
    if (type == ColumnType.TEXT || type == ColumnType.EXACT) {
      vector.setStringUtf8Batch(0, column.texts(from, to));
      return;
    }
    for (int row = from; row < to; row++) {
      if (!column.isPresent(row)) {
        vector.setNull(row - from);
      } else if (type == ColumnType.BOOLEAN) {
        vector.setBoolean(row - from, column.bits(row) != 0);
      } else if (type == ColumnType.WHOLE) {
        vector.setLong(row - from, column.bits(row));
      } else {
        vector.setDouble(row - from, Double.longBitsToDouble(column.bits(row)));
      }
    }
  }
}
