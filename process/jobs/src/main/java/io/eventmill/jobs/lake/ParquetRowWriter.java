package io.eventmill.jobs.lake;

import io.eventmill.steps.archive.LakeRow;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** Puts the parts of a row into Parquet's columns. */
final class ParquetRowWriter extends WriteSupport<LakeRow> {
  static final String ID = "id";
  static final String ORIGIN = "origin";
  static final String EVENT = "event";

  static final MessageType COLUMNS =
      MessageTypeParser.parseMessageType(
          """
          message row {
            required binary topic (STRING);
            required int32 partition;
            required int64 offset;
            required int64 received (TIMESTAMP(MILLIS, true));
            required binary id (STRING);
            required binary source (STRING);
            optional binary type (STRING);
            optional int64 time (TIMESTAMP(MICROS, true));
            required binary origin (STRING);
            required int32 attempt;
            optional binary key;
            optional binary ip (STRING);
            optional binary user_agent (STRING);
            optional binary bytes;
            optional binary event (STRING);
          }
          """);

  private final Binary source;
  private final Binary topic;
  private RecordConsumer columns;

  private ParquetRowWriter(String source, String topic) {
    this.source = Binary.fromString(source);
    this.topic = Binary.fromString(topic);
  }

  @Override
  public WriteContext init(ParquetConfiguration none) {
    return new WriteContext(COLUMNS, Map.of());
  }

  /** Never called: there is no Hadoop here. The library's older users know this one only. */
  @Override
  public WriteContext init(Configuration none) {
    return new WriteContext(COLUMNS, Map.of());
  }

  @Override
  public void prepareForWrite(RecordConsumer consumer) {
    columns = consumer;
  }

  @Override
  public void write(LakeRow row) {
    columns.startMessage();
    text("topic", topic);
    integer("partition", row.origin().partition());
    number("offset", row.origin().offset());
    number("received", row.receivedMillis());
    text(ID, Binary.fromString(row.id()));
    text("source", source);
    text("type", row.type() == null ? null : Binary.fromString(row.type()));
    if (row.timeMicros() != null) {
      number("time", row.timeMicros());
    }
    text(ORIGIN, Binary.fromString(row.origin().asId()));
    integer("attempt", row.attempt());
    text("key", bytes(row.sender().key()));
    String ip = row.sender().ipText(); // well-formed, whatever the header's bytes were
    text("ip", ip == null ? null : Binary.fromString(ip));
    String userAgent = row.sender().userAgentText();
    text("user_agent", userAgent == null ? null : Binary.fromString(userAgent));
    text("bytes", bytes(row.bytes()));
    text(EVENT, bytes(row.event()));
    columns.endMessage();
  }

  private static Binary bytes(byte[] value) {
    return value == null ? null : Binary.fromConstantByteArray(value);
  }

  private void text(String column, Binary value) {
    if (value != null) {
      int index = COLUMNS.getFieldIndex(column);
      columns.startField(column, index);
      columns.addBinary(value);
      columns.endField(column, index);
    }
  }

  private void number(String column, long value) {
    int index = COLUMNS.getFieldIndex(column);
    columns.startField(column, index);
    columns.addLong(value);
    columns.endField(column, index);
  }

  private void integer(String column, int value) {
    int index = COLUMNS.getFieldIndex(column);
    columns.startField(column, index);
    columns.addInteger(value);
    columns.endField(column, index);
  }

  /** Of a file for the rows of one source. */
  static final class Builder extends ParquetWriter.Builder<LakeRow, Builder> {
    private final String source;
    private final String topic;

    Builder(OutputFile file, String source, String topic) {
      super(file);
      this.source = source;
      this.topic = topic;
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    protected WriteSupport<LakeRow> getWriteSupport(ParquetConfiguration none) {
      return new ParquetRowWriter(source, topic);
    }

    /** Never called: there is no Hadoop here. */
    @Override
    protected WriteSupport<LakeRow> getWriteSupport(Configuration none) {
      return new ParquetRowWriter(source, topic);
    }
  }
}
