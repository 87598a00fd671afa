package io.eventmill.query.audit;

import io.eventmill.store.Position;
import io.eventmill.topics.TopicPlace;
import io.eventmill.topics.TopicState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds out up to where all stages have had their turn with one source. Processing says up to where
 * everything it made of raw is written; where the written topics ended when it had said so, there
 * the store must have come before the rows can be judged. In memory alone: a new process learns it
 * with its first looks.
 */
final class Settlement {
  private final AuditedSource source;
  private final Map<Integer, Look> looks = new HashMap<>();
  private final Map<Integer, Long> done = new HashMap<>();
  private TopicState raw;

  Settlement(AuditedSource source) {
    this.source = source;
  }

  /**
   * What was seen of one partition.
   *
   * @param processed raw records below it had been processed, before the ends were asked for
   * @param ends of the topics that processing writes
   */
  private record Look(long processed, Map<String, Long> ends) {}

  List<String> written() {
    return List.of(source.enriched(), source.failed(), source.dropped());
  }

  /**
   * Notes a look at the log; one that still waits for the store stays.
   *
   * @param processed by partition, asked for before {@code ends}
   */
  void look(TopicState rawNow, Map<Integer, Long> processed, Map<TopicPlace, Long> ends) {
    if (raw == null || !raw.id().equals(rawNow.id())) {
      looks.clear();
      done.clear();
    }
    raw = rawNow;
    processed.forEach(
        (partition, offset) -> {
          Map<String, Long> of = new HashMap<>();
          written().forEach(t -> of.put(t, ends.getOrDefault(new TopicPlace(t, partition), 0L)));
          looks.putIfAbsent(partition, new Look(offset, of));
        });
  }

  /**
   * @param positions of the store, asked for after the look
   * @param topics as they are now; a position in an older one of the same name says nothing
   */
  Settled settle(Map<String, Map<Integer, Position>> positions, Map<String, TopicState> topics) {
    looks
        .entrySet()
        .removeIf(
            look -> {
              int partition = look.getKey();
              boolean all =
                  look.getValue().ends().entrySet().stream()
                      .allMatch(
                          end ->
                              next(positions, topics.get(end.getKey()), partition)
                                  >= end.getValue());
              if (all) {
                done.merge(partition, look.getValue().processed(), Math::max);
              }
              return all;
            });
    Map<Integer, Long> counted = new HashMap<>();
    for (int p = 0; p < raw.partitions(); p++) {
      counted.put(p, next(positions, raw, p));
    }
    return new Settled(raw.id(), Map.copyOf(done), Map.copyOf(counted));
  }

  static long next(Map<String, Map<Integer, Position>> positions, TopicState topic, int partition) {
    Position position =
        topic == null ? null : positions.getOrDefault(topic.name(), Map.of()).get(partition);
    return position == null || !position.topicId().equals(topic.id()) ? 0 : position.nextOffset();
  }
}
