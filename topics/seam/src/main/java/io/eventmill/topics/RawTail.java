package io.eventmill.topics;

import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;

/** Looks back at what stands on a raw topic, to find what an earlier process has left there. */
public final class RawTail {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final int SILENT_POLLS_MAX = 40;

  private RawTail() {}

  /** Is shown each record, partition by partition in their order. */
  public interface Visitor {
    /**
     * @param id null for a record of another producer
     * @param spoolMark null when the event never lay in a spool
     */
    void seen(String id, long receivedMillis, String spoolMark);
  }

  static void read(KafkaAddress kafka, String topic, long sinceMillis, Visitor visitor) {
    Deserializer<Object> unread = (t, bytes) -> null;
    try (var consumer = new KafkaConsumer<>(ClientSettings.tailConsumer(kafka), unread, unread)) {
      List<TopicPartition> all =
          consumer.partitionsFor(topic).stream()
              .map(p -> new TopicPartition(topic, p.partition()))
              .toList();
      Map<TopicPartition, Long> ends = consumer.endOffsets(all);
      // The first record at or after that time: what stands before it was accepted earlier.
      Map<TopicPartition, OffsetAndTimestamp> starts =
          consumer.offsetsForTimes(all.stream().collect(toMap(p -> p, p -> sinceMillis)));
      Map<TopicPartition, Long> left = new HashMap<>(ends);
      left.keySet().removeIf(p -> starts.get(p) == null);
      consumer.assign(left.keySet());
      left.keySet().forEach(p -> consumer.seek(p, starts.get(p).offset()));
      visit(consumer, left, visitor);
    } catch (KafkaException e) {
      throw new TopicException("could not read topic " + topic + ": " + e.getMessage(), e);
    }
  }

  private static void visit(
      KafkaConsumer<Object, Object> consumer, Map<TopicPartition, Long> left, Visitor visitor) {
    int silent = 0;
    left.entrySet().removeIf(p -> consumer.position(p.getKey()) >= p.getValue());
    while (!left.isEmpty()) {
      var records = consumer.poll(POLL);
      silent = records.isEmpty() ? silent + 1 : 0;
      if (silent > SILENT_POLLS_MAX) {
        throw new KafkaException("it gives no records, though there are some");
      }
      for (ConsumerRecord<Object, Object> record : records) {
        RawHeaders headers = RawHeaders.of(record);
        visitor.seen(headers.id(), headers.receivedMillis(), headers.spoolMark());
      }
      left.entrySet().removeIf(p -> consumer.position(p.getKey()) >= p.getValue());
    }
  }
}
