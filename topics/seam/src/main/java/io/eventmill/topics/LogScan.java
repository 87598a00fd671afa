package io.eventmill.topics;

import io.eventmill.event.Origin;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads the headers of a part of a topic's partition, to look something up. Joins no group, changes
 * nothing. Fails with a {@link TopicException} when the log does not answer.
 */
public final class LogScan {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final int SILENT_POLLS_MAX = 20;

  private final KafkaAddress kafka;

  public LogScan(KafkaAddress kafka) {
    this.kafka = kafka;
  }

  /** Is shown raw records in their order. */
  public interface RawVisitor {
    /**
     * @return false to stop
     */
    boolean seen(long offset, RawHeaders headers);
  }

  /** Is shown what processing has written, in the order it stands there. */
  public interface OriginVisitor {
    /**
     * @param origin null for a record that processing did not write
     * @return false to stop
     */
    boolean seen(long offset, Origin origin);
  }

  /**
   * Raw records from an offset on, or from the first that still stands there.
   *
   * @param toOffset excluded
   */
  public void raw(TopicPlace place, long fromOffset, long toOffset, RawVisitor visitor) {
    scan(
        place,
        (consumer, partition, begin) -> Math.max(begin, fromOffset),
        toOffset,
        record -> visitor.seen(record.offset(), RawHeaders.of(record)));
  }

  /** Processed records from the first on whose raw record was accepted then or later. */
  public void origins(TopicPlace place, long sinceMillis, OriginVisitor visitor) {
    scan(
        place,
        (consumer, partition, begin) -> {
          OffsetAndTimestamp first =
              consumer.offsetsForTimes(Map.of(partition, sinceMillis)).get(partition);
          return first == null ? Long.MAX_VALUE : first.offset();
        },
        Long.MAX_VALUE,
        record -> visitor.seen(record.offset(), origin(record)));
  }

  /** One raw record; empty when it no longer stands there. */
  public Optional<RawCopy> one(TopicPlace place, long offset) {
    TopicPartition partition = new TopicPartition(place.topic(), place.partition());
    try (var consumer =
        new KafkaConsumer<>(
            ClientSettings.tailConsumer(kafka),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> one = List.of(partition);
      if (offset < consumer.beginningOffsets(one).get(partition)
          || offset >= consumer.endOffsets(one).get(partition)) {
        return Optional.empty();
      }
      consumer.assign(one);
      consumer.seek(partition, offset);
      for (int i = 0; i < SILENT_POLLS_MAX; i++) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          return record.offset() == offset
              ? Optional.of(new RawCopy(RawHeaders.of(record), record.value()))
              : Optional.empty();
        }
      }
      throw new KafkaException("it gives no records, though there are some");
    } catch (KafkaException e) {
      throw new TopicException("could not read " + place + ": " + e.getMessage(), e);
    }
  }

  private static Origin origin(ConsumerRecord<?, ?> record) {
    Header header = record.headers().lastHeader(HeaderNames.ORIGIN);
    return header == null || header.value() == null || header.value().length != Origin.BYTES
        ? null
        : Origin.fromBytes(header.value());
  }

  private interface Start {
    long offset(KafkaConsumer<?, ?> consumer, TopicPartition partition, long begin);
  }

  private interface Visit {
    boolean seen(ConsumerRecord<?, ?> record);
  }

  private void scan(TopicPlace place, Start start, long toOffset, Visit visit) {
    TopicPartition partition = new TopicPartition(place.topic(), place.partition());
    Deserializer<Object> unread = (t, bytes) -> null;
    try (var consumer = new KafkaConsumer<>(ClientSettings.tailConsumer(kafka), unread, unread)) {
      List<TopicPartition> one = List.of(partition);
      long end = Math.min(toOffset, consumer.endOffsets(one).get(partition));
      long from = start.offset(consumer, partition, consumer.beginningOffsets(one).get(partition));
      consumer.assign(one);
      if (from < end) {
        consumer.seek(partition, from);
        visit(consumer, partition, end, visit);
      }
    } catch (KafkaException e) {
      throw new TopicException("could not read " + place + ": " + e.getMessage(), e);
    }
  }

  private static void visit(
      KafkaConsumer<Object, Object> consumer, TopicPartition partition, long end, Visit visit) {
    int silent = 0;
    while (consumer.position(partition) < end) {
      var records = consumer.poll(POLL);
      silent = records.isEmpty() ? silent + 1 : 0;
      if (silent > SILENT_POLLS_MAX) {
        throw new KafkaException("it gives no records, though there are some");
      }
      for (ConsumerRecord<Object, Object> record : records) {
        if (record.offset() >= end || !visit.seen(record)) {
          return;
        }
      }
    }
  }
}
