package io.eventmill.collect.spool;

import io.eventmill.topics.RawBatch;
import java.util.BitSet;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

/**
 * Batches that were on their way to the log when they were spooled. The producer goes on trying to
 * bring them there; only when it knows the end of each is it known what the spool has still to
 * bring. Safe for threads.
 */
final class Origins {
  /**
   * @param places where each of the spooled events stands in the batch
   */
  record Origin(RawBatch batch, int[] places) {}

  private final Map<Long, Origin> byFirstSequence = new ConcurrentHashMap<>();

  void put(long firstSequence, Origin origin) {
    byFirstSequence.put(firstSequence, origin);
  }

  /** Waits until the producer knows; which of the spooled events are on the log already. */
  BitSet written(long firstSequence) throws InterruptedException {
    BitSet written = new BitSet();
    Origin origin = byFirstSequence.get(firstSequence);
    if (origin != null) {
      try {
        origin.batch.done().toCompletableFuture().get();
      } catch (ExecutionException | CompletionException e) {
        // some were refused; which ones, the batch knows
      }
      for (int i = 0; i < origin.places.length; i++) {
        written.set(i, origin.batch.isWritten(origin.places[i]));
      }
    }
    return written;
  }

  void forget(long firstSequence) {
    byFirstSequence.remove(firstSequence);
  }
}
