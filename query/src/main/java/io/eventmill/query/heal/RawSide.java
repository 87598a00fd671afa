package io.eventmill.query.heal;

import io.eventmill.event.Origin;
import io.eventmill.query.heal.ReplayException.Kind;
import io.eventmill.store.LedgerRange;
import io.eventmill.store.LedgerReader;
import io.eventmill.store.Position;
import io.eventmill.topics.KafkaAddress;
import io.eventmill.topics.LogProgress;
import io.eventmill.topics.TopicSpan;
import io.eventmill.topics.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * What stands on the raw topics, and whether the store knows of all of it. Replays are known from
 * the log alone: a record that says what it replays, read by the ledger's loader. So before a new
 * replay the loader must have read what an earlier one, perhaps cut off by a crash, has left there.
 */
final class RawSide {
  private static final LedgerRange NO_CELLS = new LedgerRange(null, 0, 0);
  private static final long LOOK_AGAIN_MILLIS = 20;

  private final KafkaAddress kafka;
  private final LedgerReader ledger;

  RawSide(KafkaAddress kafka, LedgerReader ledger) {
    this.kafka = kafka;
    this.ledger = ledger;
  }

  /** By source, what stands on its raw topic now. */
  Map<String, TopicSpan> spans(Map<String, String> rawTopics) {
    Map<String, TopicSpan> spans = new TreeMap<>();
    try (Topics topics = Topics.open(kafka);
        LogProgress log = LogProgress.open(kafka)) {
      rawTopics.forEach((source, topic) -> spans.put(source, TopicSpan.of(topic, topics, log)));
    }
    return spans;
  }

  /** Per partition, the place that the next record gets. */
  static List<Origin> ends(Iterable<TopicSpan> spans) {
    List<Origin> ends = new ArrayList<>();
    for (TopicSpan span : spans) {
      for (int p = 0; p < span.partitions().size(); p++) {
        long end = span.partitions().get(p).end();
        ends.add(
            new Origin(
                span.id().getMostSignificantBits(), span.id().getLeastSignificantBits(), p, end));
      }
    }
    return ends;
  }

  /** Returns when the store has counted every record of the spans. */
  void untilCounted(Iterable<TopicSpan> spans, Duration wait) throws InterruptedException {
    long end = System.nanoTime() + wait.toNanos();
    String behind = behind(spans);
    while (behind != null) {
      if (System.nanoTime() - end >= 0) {
        throw new ReplayException(
            Kind.BEHIND,
            "the store has not read all of the raw topics within "
                + wait.toMillis()
                + " ms (query.replay_wait), so what an earlier replay has done is not known yet: "
                + behind);
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
      behind = behind(spans);
    }
  }

  /** Null when it is not. */
  private String behind(Iterable<TopicSpan> spans) {
    Map<String, Map<Integer, Position>> positions = ledger.snapshot(NO_CELLS).positions();
    for (TopicSpan span : spans) {
      Map<Integer, Position> counted = positions.getOrDefault(span.topic(), Map.of());
      for (int p = 0; p < span.partitions().size(); p++) {
        TopicSpan.Partition partition = span.partitions().get(p);
        Position at = counted.get(p);
        boolean same = at != null && at.topicId().equals(span.id());
        if (!partition.isEmpty() && (!same || at.nextOffset() < partition.end())) {
          return "%s partition %d ends at offset %d, the store stands at %s"
              .formatted(span.topic(), p, partition.end(), same ? at.nextOffset() : "nothing");
        }
      }
    }
    return null;
  }
}
