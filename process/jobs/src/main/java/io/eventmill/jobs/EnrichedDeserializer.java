package io.eventmill.jobs;

import io.eventmill.event.Event;
import io.eventmill.topics.EnrichedRecords;
import io.eventmill.topics.UndecodableRecordException;
import org.apache.flink.api.common.serialization.DeserializationSchema.InitializationContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Takes what processing wrote. What others put on an enriched topic is passed over here: the loader
 * makes failed events of it, so it is seen.
 */
final class EnrichedDeserializer implements KafkaRecordDeserializationSchema<Event> {
  private static final long serialVersionUID = 1L;

  private transient Counter foreign;

  @Override
  public void open(InitializationContext context) {
    foreign = context.getMetricGroup().counter("foreign_records");
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Event> out) {
    try {
      out.collect(EnrichedRecords.decode(record));
    } catch (UndecodableRecordException e) {
      foreign.inc();
    }
  }

  @Override
  public TypeInformation<Event> getProducedType() {
    return TypeInformation.of(Event.class);
  }
}
