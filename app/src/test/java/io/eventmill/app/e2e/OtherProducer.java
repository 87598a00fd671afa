package io.eventmill.app.e2e;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A producer of somebody else, which puts on a raw topic what it likes. */
final class OtherProducer {
  private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
  private final String topic;

  OtherProducer(String topic) {
    this.topic = topic;
  }

  /** A record, and the place to add headers to it. */
  RecordHeaders put(Long timestamp, byte[] key, byte[] value) {
    RecordHeaders headers = new RecordHeaders();
    records.add(new ProducerRecord<>(topic, null, timestamp, key, value, headers));
    return headers;
  }

  RecordHeaders put(byte[] value) {
    return put(null, null, value);
  }

  /** Sends all of them; the values by where they stand: {@code partition/offset}. */
  Map<String, byte[]> send(String bootstrapServers) throws Exception {
    Map<String, byte[]> sent = new LinkedHashMap<>();
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "compression.type",
            "lz4",
            "max.request.size",
            64 << 20,
            "buffer.memory",
            128L << 20);
    try (var producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      List<Future<RecordMetadata>> places = new ArrayList<>();
      for (ProducerRecord<byte[], byte[]> record : records) {
        places.add(producer.send(record));
      }
      for (int i = 0; i < places.size(); i++) {
        RecordMetadata place = places.get(i).get();
        sent.put(place.partition() + "/" + place.offset(), records.get(i).value());
      }
    }
    return sent;
  }
}
