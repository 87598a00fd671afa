package io.eventmill.topics;

import io.eventmill.event.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads the events of some topics from their start, and what has come since each time it is asked.
 * For who looks on; drops no repeats. Not for sharing between threads.
 */
public final class EventTail implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);

  private final List<TopicPartition> places = new ArrayList<>();
  private final KafkaConsumer<byte[], byte[]> consumer;

  /**
   * @param topics at least one; all of them there
   */
  public EventTail(KafkaAddress kafka, String group, Collection<String> topics) {
    consumer =
        new KafkaConsumer<>(
            ClientSettings.consumer(kafka, group),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    for (String topic : topics) {
      consumer
          .partitionsFor(topic)
          .forEach(p -> places.add(new TopicPartition(topic, p.partition())));
    }
    consumer.assign(places);
    consumer.seekToBeginning(places);
  }

  /**
   * By topic, what has come since it was asked last.
   *
   * @throws TopicException when the log does not answer, or holds what is no event
   */
  public Map<String, List<Event>> more() {
    Map<String, List<Event>> more = new HashMap<>();
    try {
      Map<TopicPartition, Long> ends = consumer.endOffsets(places);
      while (places.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          more.computeIfAbsent(record.topic(), t -> new ArrayList<>()).add(decoded(record));
        }
      }
    } catch (KafkaException e) {
      throw new TopicException("topics could not be read: " + e.getMessage(), e);
    }
    return more;
  }

  private static Event decoded(ConsumerRecord<byte[], byte[]> record) {
    try {
      return EnrichedRecords.decode(record);
    } catch (UndecodableRecordException e) {
      throw new TopicException(
          "topic %s, partition %d, offset %d: %s"
              .formatted(record.topic(), record.partition(), record.offset(), e.getMessage()),
          e);
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
