package io.eventmill.topics;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventmill.event.FailedEvent;
import io.eventmill.event.Origin;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Puts failed events on their raw topic again: key, id, received time, address and bytes as they
 * were, into the partition they came from, and headers that say which record failed and how often
 * the event has been tried. The client starts with the first batch. What was sent is never given
 * up, as the broker recognises only the producer's own repetition: a batch may stay open for as
 * long as the log is away. If the process dies, the marks of what arrived stand on the log.
 */
public final class ReplayWriter implements AutoCloseable {
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

  private final KafkaAddress kafka;
  private Producer<byte[], byte[]> producer;
  private boolean closed;

  private ReplayWriter(KafkaAddress kafka) {
    this.kafka = kafka;
  }

  public static ReplayWriter on(KafkaAddress kafka) {
    return new ReplayWriter(kafka);
  }

  /**
   * @param raw the topic they go to. Failures of a topic that was made anew since go to the new one
   */
  public RawBatch send(TopicSpan raw, List<FailedEvent> failures) {
    Producer<byte[], byte[]> to = producer();
    RawBatch batch = new RawBatch(failures.size());
    for (int i = 0; i < failures.size(); i++) {
      int event = i;
      try {
        to.send(record(raw, failures.get(i)), (m, error) -> batch.answered(event, error));
      } catch (RuntimeException e) { // what the producer throws, it does not tell the callback
        batch.answered(event, e);
      }
    }
    return batch;
  }

  private synchronized Producer<byte[], byte[]> producer() {
    if (closed) {
      throw new IllegalStateException("the replay writer is closed");
    }
    if (producer == null) {
      producer =
          new KafkaProducer<>(
              ClientSettings.replayProducer(kafka),
              new ByteArraySerializer(),
              new ByteArraySerializer());
    }
    return producer;
  }

  private static ProducerRecord<byte[], byte[]> record(TopicSpan raw, FailedEvent failed) {
    Origin origin = failed.origin();
    // A topic made anew may have fewer partitions: the key decides then.
    Integer partition = origin.partition() < raw.partitions().size() ? origin.partition() : null;
    var record = new ProducerRecord<>(raw.topic(), partition, failed.sender().key(), failed.body());
    var headers = record.headers();
    if (failed.ownId() != null) {
      headers.add(HeaderNames.ID, failed.id().getBytes(UTF_8));
    }
    headers
        .add(HeaderNames.SOURCE, failed.source().getBytes(UTF_8))
        .add(HeaderNames.RECEIVED, EnrichedRecords.bytes(failed.receivedMillis()))
        .add(HeaderNames.REPLAY, origin.toBytes())
        .add(HeaderNames.ATTEMPT, Integer.toString(failed.attempts() + 1).getBytes(UTF_8));
    if (failed.sender().ip() != null) {
      headers.add(HeaderNames.IP, failed.sender().ip());
    }
    if (failed.sender().userAgent() != null) {
      headers.add(HeaderNames.USER_AGENT, failed.sender().userAgent());
    }
    return record;
  }

  /** Waits a while for what is on its way; nothing may be sent after. */
  @Override
  public synchronized void close() {
    closed = true;
    if (producer != null) {
      producer.close(CLOSE_PATIENCE);
    }
  }
}
