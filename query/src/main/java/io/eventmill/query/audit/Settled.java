package io.eventmill.query.audit;

import java.util.Map;
import java.util.UUID;

/**
 * Up to where all stages have had their turn.
 *
 * @param topicId of the source's raw topic as it is now; of an older one nothing more will come
 * @param done by partition: raw records below have been processed, and what came of them was
 *     offered to the store
 * @param counted by partition: raw records below are counted in the ledger
 */
record Settled(UUID topicId, Map<Integer, Long> done, Map<Integer, Long> counted) {
  boolean isDone(UUID topic, int partition, long offset) {
    return !topic.equals(topicId) || offset < done.getOrDefault(partition, 0L);
  }

  boolean isCounted(UUID topic, int partition, long offset) {
    return !topic.equals(topicId) || offset < counted.getOrDefault(partition, 0L);
  }
}
