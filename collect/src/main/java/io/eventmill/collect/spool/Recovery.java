package io.eventmill.collect.spool;

import io.eventmill.topics.RawWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a crash leaves unknown: which of the waiting events had reached the log. Two kinds may have.
 * Those that were drained but not yet noted carry this spool's mark on the log. Those that were on
 * their way when they were spooled carry none; they are known by id and moment of acceptance. Both
 * are looked up in the topic's tail, from the oldest waiting event on.
 */
final class Recovery {
  private record Mark(String id, long receivedMillis) {}

  private final String spoolName;
  private final long drained;
  private final Map<String, Long> oldestByTopic = new HashMap<>();
  private final Map<String, Map<Mark, Deque<Long>>> unmarked = new HashMap<>();
  private final Set<Long> found = new HashSet<>();

  /**
   * @param drained all up to this sequence is known to be on the log
   */
  Recovery(String spoolName, long drained) {
    this.spoolName = spoolName;
    this.drained = drained;
  }

  /** A batch that waited when this process began. */
  void waits(SpooledBatch batch) {
    for (int i = 0; i < batch.events().size(); i++) {
      long sequence = batch.firstSequence() + i;
      var event = batch.events().get(i);
      if (sequence > drained) {
        oldestByTopic.merge(batch.topic(), event.receivedMillis(), Math::min);
        if (batch.maybeSent().get(i)) {
          unmarked
              .computeIfAbsent(batch.topic(), t -> new HashMap<>())
              .computeIfAbsent(
                  new Mark(event.id(), event.receivedMillis()), m -> new ArrayDeque<>())
              .add(sequence);
        }
      }
    }
  }

  /** Reads the tails; fails with a TopicException as long as the log is away. */
  void look(RawWriter log) {
    found.clear();
    for (Map.Entry<String, Long> topic : oldestByTopic.entrySet()) {
      Map<Mark, Deque<Long>> wanted = new HashMap<>();
      unmarked
          .getOrDefault(topic.getKey(), Map.of())
          .forEach((mark, sequences) -> wanted.put(mark, new ArrayDeque<>(sequences)));
      log.readSince(
          topic.getKey(),
          topic.getValue(),
          (id, received, spoolMark) -> {
            if (spoolMark != null) {
              marked(spoolMark);
            } else if (id != null && !wanted.isEmpty()) {
              Deque<Long> sequences = wanted.get(new Mark(id, received));
              if (sequences != null && !sequences.isEmpty()) {
                found.add(sequences.poll());
              }
            }
          });
    }
  }

  private void marked(String spoolMark) {
    int colon = spoolMark.indexOf(':');
    if (colon > 0 && spoolMark.substring(0, colon).equals(spoolName)) {
      try {
        long sequence = Long.parseLong(spoolMark.substring(colon + 1));
        if (sequence > drained) {
          found.add(sequence);
        }
      } catch (NumberFormatException e) {
        // not written by us, whoever wrote it
      }
    }
  }

  /** When the oldest event that waits was accepted; -1 when none waits. */
  long oldestMillis() {
    return oldestByTopic.values().stream().min(Long::compare).orElse(-1L);
  }

  int foundEvents() {
    return found.size();
  }

  boolean isOnLog(long sequence) {
    return found.contains(sequence);
  }
}
