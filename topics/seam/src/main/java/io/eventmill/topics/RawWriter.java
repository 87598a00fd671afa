package io.eventmill.topics;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventmill.event.RawEvent;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.IntFunction;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Puts raw events on a raw topic. A completed stage means that every event of the batch is on the
 * log with all in-sync replicas (acks=all, idempotent). A failed stage means that some may not be:
 * the caller must not acknowledge any. Safe for threads. Never blocks: an event is refused when the
 * topic's partitions are not known yet (see {@link #knows}) or the producer's memory is full. But a
 * stage may stay open as long as the log is away: what was sent is never given up, as the broker
 * recognises only the producer's own repetition.
 */
public final class RawWriter implements AutoCloseable {
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

  private final KafkaAddress kafka;
  private final Producer<byte[], byte[]> producer;

  private RawWriter(KafkaAddress kafka, Producer<byte[], byte[]> producer) {
    this.kafka = kafka;
    this.producer = producer;
  }

  public static RawWriter open(KafkaAddress kafka) {
    Map<String, Object> settings = ClientSettings.collectProducer(kafka);
    return new RawWriter(
        kafka, new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer()));
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
    return send(topic, events, null);
  }

  /**
   * @param spoolMarks says of each event where it lay in a spool; null when it did not
   */
  public RawBatch send(String topic, List<RawEvent> events, IntFunction<String> spoolMarks) {
    RawBatch batch = new RawBatch(events.size());
    int next = 0;
    Exception refused = null;
    while (next < events.size() && refused == null) {
      int event = next++;
      try {
        var record = record(topic, events.get(event));
        if (spoolMarks != null) {
          record.headers().add(HeaderNames.SPOOL, spoolMarks.apply(event).getBytes(UTF_8));
        }
        producer.send(record, (m, error) -> batch.answered(event, error));
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

  /**
   * What stands on the topic from the first record on that was accepted at or after {@code
   * sinceMillis}: what an earlier process may have left there. Blocks until all is read; fails with
   * a {@link TopicException} when the log does not answer.
   */
  public void readSince(String topic, long sinceMillis, RawTail.Visitor visitor) {
    RawTail.read(kafka, topic, sinceMillis, visitor);
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

  /** Waits a while for what is on its way; nothing may be written after. */
  @Override
  public void close() {
    producer.close(CLOSE_PATIENCE);
  }
}
