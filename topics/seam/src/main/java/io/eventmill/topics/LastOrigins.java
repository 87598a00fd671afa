package io.eventmill.topics;

import io.eventmill.event.Origin;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * How far a writer had come on a topic that others write as well, as the log itself tells: the
 * highest origin of one raw topic. Joins no group, changes nothing. Not for sharing between
 * threads.
 */
public final class LastOrigins implements AutoCloseable {
  /** No record of that raw topic stands there. */
  public static final long NONE = -1;

  private static final long FIRST_LOOK_BACK = 1_000;
  private static final Duration POLL = Duration.ofMillis(500);
  private static final int SILENT_POLLS_MAX = 20;

  private final KafkaConsumer<Object, Object> consumer;

  public LastOrigins(KafkaAddress kafka) {
    Deserializer<Object> unread = (topic, bytes) -> null;
    consumer = new KafkaConsumer<>(ClientSettings.tailConsumer(kafka), unread, unread);
  }

  /**
   * The offset that the next record will have.
   *
   * @throws TopicException when the log does not answer in time
   */
  public Map<TopicPlace, Long> ends(Collection<TopicPlace> places, Duration within) {
    try {
      return consumer
          .endOffsets(places.stream().map(LastOrigins::partition).toList(), within)
          .entrySet()
          .stream()
          .collect(
              Collectors.toMap(
                  e -> new TopicPlace(e.getKey().topic(), e.getKey().partition()),
                  Map.Entry::getValue));
    } catch (KafkaException e) {
      throw new TopicException("could not find the ends of " + places + ": " + e.getMessage(), e);
    }
  }

  /**
   * The highest offset of a raw topic whose record stands at a place, or {@link #NONE}.
   *
   * @param from where to look from; a negative one looks back from the end for as far as there is a
   *     record of that raw topic
   */
  public long highest(TopicPlace place, UUID rawTopic, long from) {
    TopicPartition partition = partition(place);
    try {
      List<TopicPartition> one = List.of(partition);
      long begin = consumer.beginningOffsets(one).get(partition);
      long end = consumer.endOffsets(one).get(partition);
      consumer.assign(one);
      if (from >= 0 && from <= end) {
        return highest(partition, rawTopic, Math.max(begin, from), end);
      }
      long to = end;
      for (long back = FIRST_LOOK_BACK; to > begin; back *= 2) {
        long start = Math.max(begin, to - back);
        long found = highest(partition, rawTopic, start, to);
        if (found != NONE) {
          return found;
        }
        to = start;
      }
      return NONE;
    } catch (KafkaException e) {
      throw new TopicException("could not read " + place + ": " + e.getMessage(), e);
    }
  }

  private long highest(TopicPartition partition, UUID rawTopic, long from, long to) {
    long highest = NONE;
    int silent = 0;
    consumer.seek(partition, from);
    while (consumer.position(partition) < to) {
      var records = consumer.poll(POLL);
      silent = records.isEmpty() ? silent + 1 : 0;
      if (silent > SILENT_POLLS_MAX) {
        throw new KafkaException("it gives no records, though there are some");
      }
      for (ConsumerRecord<Object, Object> record : records) {
        if (record.offset() < to) {
          highest = Math.max(highest, rawOffset(record, rawTopic));
        }
      }
    }
    return highest;
  }

  private static long rawOffset(ConsumerRecord<?, ?> record, UUID rawTopic) {
    Header header = record.headers().lastHeader(HeaderNames.ORIGIN);
    if (header == null || header.value() == null || header.value().length != Origin.BYTES) {
      return NONE; // someone else's
    }
    Origin origin = Origin.fromBytes(header.value());
    boolean same =
        origin.topicIdHigh() == rawTopic.getMostSignificantBits()
            && origin.topicIdLow() == rawTopic.getLeastSignificantBits()
            && origin.partition() == record.partition();
    return same ? origin.offset() : NONE;
  }

  private static TopicPartition partition(TopicPlace place) {
    return new TopicPartition(place.topic(), place.partition());
  }

  @Override
  public void close() {
    consumer.close();
  }
}
