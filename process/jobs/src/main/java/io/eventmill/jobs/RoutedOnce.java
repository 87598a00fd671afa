package io.eventmill.jobs;

import io.eventmill.topics.KafkaAddress;
import io.eventmill.topics.LastOrigins;
import io.eventmill.topics.TopicException;
import io.eventmill.topics.TopicPlace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets each event onto a routed topic once, so that its readers need not drop repeats: what a run
 * before has written already is found on the topic itself, by the highest origin that stands there.
 * A checkpoint says how high that was, and from where on to look for more. One per subtask.
 */
final class RoutedOnce implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RoutedOnce.class);
  private static final Duration ENDS_WITHIN = Duration.ofSeconds(2);
  private static final long UNKNOWN = -1;

  private final KafkaAddress kafka;
  private final UUID rawTopic;

  /** As the last checkpoint has it, or the one that this run began from. */
  private final Map<TopicPlace, RoutedEnd> noted = new HashMap<>();

  /** By place that was looked at in this run, the highest offset on raw of what stands there. */
  private final Map<TopicPlace, Long> written = new HashMap<>();

  private LastOrigins log; // null until it is needed

  RoutedOnce(KafkaAddress kafka, UUID rawTopic) {
    this.kafka = kafka;
    this.rawTopic = rawTopic;
  }

  /** Takes the notes of all subtasks; the reader's own is ahead of those that others hold. */
  void restore(Iterable<RoutedEnd> state) {
    for (RoutedEnd end : state) {
      if (end.rawHigh() == rawTopic.getMostSignificantBits()
          && end.rawLow() == rawTopic.getLeastSignificantBits()) {
        TopicPlace place = new TopicPlace(end.topic(), end.partition());
        noted.merge(
            place,
            end,
            (a, b) -> note(place, Math.max(a.end(), b.end()), Math.max(a.highest(), b.highest())));
      }
    }
  }

  /** True for an event that does not stand there yet; it is to be written then. */
  boolean isNew(String topic, int partition, long rawOffset) {
    TopicPlace place = new TopicPlace(topic, partition);
    boolean isNew = rawOffset > written(place);
    if (isNew) {
      written.put(place, rawOffset);
    }
    return isNew;
  }

  /**
   * What to note before anything is written behind the checkpoint. Where the log does not answer
   * just now, an earlier end, which only means looking at more.
   *
   * @param partitions those that this subtask reads, and no others: their reader may be behind the
   *     checkpoint already
   */
  List<RoutedEnd> snapshot(List<String> topics, List<Integer> partitions) {
    List<TopicPlace> places =
        topics.stream()
            .flatMap(topic -> partitions.stream().map(p -> new TopicPlace(topic, p)))
            .toList();
    Map<TopicPlace, Long> ends = Map.of();
    if (!places.isEmpty()) {
      try {
        places.forEach(this::written); // before the ends, or the runs before would be left out
        ends = log().ends(places, ENDS_WITHIN);
      } catch (TopicException e) {
        LOG.info("A checkpoint goes without the ends of routed topics: {}", e.getMessage());
      }
    }
    for (Map.Entry<TopicPlace, Long> here : written.entrySet()) {
      TopicPlace place = here.getKey();
      RoutedEnd before = noted.get(place);
      long known = before == null ? UNKNOWN : before.end();
      noted.put(place, note(place, ends.getOrDefault(place, known), here.getValue()));
    }
    return new ArrayList<>(noted.values());
  }

  private long written(TopicPlace place) {
    Long highest = written.get(place);
    if (highest == null) {
      RoutedEnd from = noted.get(place);
      highest =
          from == null
              ? log().highest(place, rawTopic, UNKNOWN)
              : Math.max(from.highest(), log().highest(place, rawTopic, from.end()));
      written.put(place, highest);
    }
    return highest;
  }

  private RoutedEnd note(TopicPlace place, long end, long highest) {
    return new RoutedEnd(
        rawTopic.getMostSignificantBits(),
        rawTopic.getLeastSignificantBits(),
        place.topic(),
        place.partition(),
        end,
        highest);
  }

  private LastOrigins log() {
    if (log == null) {
      log = new LastOrigins(kafka);
    }
    return log;
  }

  @Override
  public void close() {
    if (log != null) {
      log.close();
    }
  }
}
