package io.eventmill.topics;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventmill.event.RawEvent;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Puts raw events on a raw topic. A completed stage means that every event of the batch is on the
 * log with all in-sync replicas (acks=all, idempotent). A failed stage means that some may not be:
 * the caller must not acknowledge any. Safe for threads. May block up to {@code max.block.ms} when
 * the log is away.
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
    CompletableFuture<Void> done = new CompletableFuture<>();
    if (events.isEmpty()) {
      done.complete(null);
      return done;
    }
    AtomicInteger open = new AtomicInteger(events.size());
    AtomicReference<Exception> failure = new AtomicReference<>();
    for (RawEvent event : events) {
      try {
        producer.send(
            record(topic, event), (metadata, error) -> finish(done, open, failure, error));
      } catch (RuntimeException e) { // refused before it was sent, e.g. too large or no metadata
        finish(done, open, failure, e);
      }
    }
    return done;
  }

  private static void finish(
      CompletableFuture<Void> done,
      AtomicInteger open,
      AtomicReference<Exception> failure,
      Exception error) {
    if (error != null) {
      failure.compareAndSet(null, error);
    }
    if (open.decrementAndGet() == 0) {
      if (failure.get() == null) {
        done.complete(null);
      } else {
        done.completeExceptionally(failure.get());
      }
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
