package io.eventmill.jobs;

import io.eventmill.topics.RawHeaders;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Takes any record from a raw topic, whoever wrote it: there is nothing it refuses. */
final class RawDeserializer implements KafkaRecordDeserializationSchema<RawLogRecord> {
  private static final long serialVersionUID = 1L;

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<RawLogRecord> out) {
    RawHeaders headers = RawHeaders.of(record);
    out.collect(
        new RawLogRecord(
            record.partition(),
            record.offset(),
            record.timestamp(),
            headers.receivedMillis(),
            headers.id(),
            headers.attempt(),
            headers.sender(record.key()),
            record.value(),
            null));
  }

  @Override
  public TypeInformation<RawLogRecord> getProducedType() {
    return TypeInformation.of(RawLogRecord.class);
  }
}
