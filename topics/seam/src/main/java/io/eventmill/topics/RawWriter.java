package io.eventmill.topics;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventmill.event.RawEvent;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Puts raw events on a raw topic. A completed stage means that every event of the batch is on the
 * log with all in-sync replicas (acks=all, idempotent). A failed stage means that some may not be:
 * the caller must not acknowledge any. Safe for threads. Never blocks: an event is refused when the
 * topic's partitions are not known yet (see {@link #knows}) or the producer's memory is full.
 */
public final class RawWriter implements AutoCloseable {
  private final Producer<byte[], byte[]> producer;

  private RawWriter(Producer<byte[], byte[]> producer) {
    this.producer = producer;
  }

  public static RawWriter open(KafkaAddress kafka) {
    Map<String, Object> settings = ClientSettings.collectProducer(kafka);
    return new RawWriter(
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer()));
  }

  /** The failed stage's exception is the first that a record met. */
  public CompletionStage<Void> write(String topic, List<RawEvent> events) {
    return send(topic, events).done();
  }

  /**
   * Like {@link #write}, and tells of each event what became of it. What follows an event that is
   * refused on the spot (no metadata, no memory, too large) is refused with it, unsent.
   */
  public RawBatch send(String topic, List<RawEvent> events) {
    RawBatch batch = new RawBatch(events.size());
    int next = 0;
    Exception refused = null;
    while (next < events.size() && refused == null) {
      int event = next++;
      try {
        producer.send(record(topic, events.get(event)), (m, error) -> batch.answered(event, error));
      } catch (RuntimeException e) { // what the producer throws, it does not tell the callback
        batch.answered(event, e);
      }
      if (batch.isRefused(event)) {
        refused = batch.failure();
      }
    }
    while (next < events.size()) {
      batch.answered(next++, refused);
    }
    return batch;
  }

  /** True when the topic's partitions are known, so that sending to it does not wait for them. */
  public boolean knows(String topic) {
    try {
      return !producer.partitionsFor(topic).isEmpty();
    } catch (TimeoutException e) {
      return false;
    }
  }

  private static ProducerRecord<byte[], byte[]> record(String topic, RawEvent event) {
    var record =
        new ProducerRecord<>(
            topic, null, event.receivedMillis(), event.key().getBytes(UTF_8), event.json());
    var headers = record.headers();
    headers.add(HeaderNames.ID, event.id().getBytes(UTF_8));
    headers.add(HeaderNames.SOURCE, event.source().getBytes(UTF_8));
    headers.add(
        HeaderNames.RECEIVED, ByteBuffer.allocate(8).putLong(event.receivedMillis()).array());
    if (event.ip() != null) {
      headers.add(HeaderNames.IP, event.ip().getBytes(UTF_8));
    }
    if (event.userAgent() != null) {
      headers.add(HeaderNames.USER_AGENT, event.userAgent().getBytes(UTF_8));
    }
    return record;
  }

  /** Waits for what is on its way; nothing may be written after. */
  @Override
  public void close() {
    producer.close();
  }
}
