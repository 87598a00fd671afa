package io.eventmill.jobs.history;

import io.eventmill.event.Origin;
import io.eventmill.event.Sender;
import java.io.IOException;
import org.apache.flink.core.fs.Path;
import org.apache.parquet.ParquetRuntimeException;
import org.apache.parquet.PlainReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;

/** A lake's Parquet file. One row group is held in memory at a time. Needs nothing of Hadoop. */
final class ParquetHistory implements HistoryReader {
  private final ParquetFileReader file;
  private final MessageType columns;
  private final MessageColumnIO shape;
  private final long bytes;
  private final long rows;
  private RecordReader<Group> group;
  private long left; // of the row group
  private long number;

  ParquetHistory(Path path) throws IOException {
    FlinkInput input = new FlinkInput(path);
    bytes = input.getLength();
    try {
      file = ParquetFileReader.open(input, PlainReadOptions.of(new ParquetPages()));
    } catch (RuntimeException e) { // of any kind, as the bytes at its end have it
      throw new IOException("is no whole Parquet file: " + e.getMessage(), e);
    }
    rows = file.getRecordCount();
    columns = file.getFooter().getFileMetaData().getSchema();
    shape = new ColumnIOFactory().getColumnIO(columns);
  }

  @Override
  public HistoryRow next() throws IOException {
    try {
      while (left == 0) {
        PageReadStore pages = file.readNextRowGroup();
        if (pages == null) {
          return null;
        }
        left = pages.getRowCount();
        group = shape.getRecordReader(pages, new GroupRecordConverter(columns));
      }
      left--;
      number++;
      return row(group.read());
    } catch (RuntimeException e) { // of any kind, as the damage has it
      throw new IOException("row " + (number + 1) + " cannot be read: " + e.getMessage(), e);
    }
  }

  private HistoryRow row(Group row) {
    try {
      Origin origin = Origin.parse(required(row, "origin"));
      String id = required(row, "id");
      byte[] value = bytes(row, "bytes");
      return new HistoryRow(
          number,
          origin,
          id.equals(origin.asId()) ? null : id,
          text(row, "type"),
          has(row, "time") ? row.getLong("time", 0) : null,
          row.getLong("received", 0),
          has(row, "attempt") ? row.getInteger("attempt", 0) : 1,
          new Sender(bytes(row, "key"), bytes(row, "ip"), bytes(row, "user_agent")),
          value == null ? bytes(row, "event") : value,
          null);
    } catch (IllegalArgumentException | ClassCastException | ParquetRuntimeException e) {
      return HistoryRow.unreadable(number, new byte[0], e.getMessage());
    }
  }

  private boolean has(Group row, String column) {
    return columns.containsField(column) && row.getFieldRepetitionCount(column) > 0;
  }

  private String required(Group row, String column) {
    String text = text(row, column);
    if (text == null) {
      throw new IllegalArgumentException("is no row of a lake: it has no '" + column + "'");
    }
    return text;
  }

  private String text(Group row, String column) {
    return has(row, column) ? row.getString(column, 0) : null;
  }

  private byte[] bytes(Group row, String column) {
    return has(row, column) ? row.getBinary(column, 0).getBytes() : null;
  }

  /** As many as its rows are of all rows. */
  @Override
  public long bytes() {
    return rows == 0 ? bytes : bytes * number / rows;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
