package io.eventmill.jobs;

import io.eventmill.steps.dedupe.IdFingerprint;
import io.eventmill.steps.dedupe.SeenIds;
import io.eventmill.steps.dedupe.SeenWindow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Which events of the partitions that one subtask reads were there before.
 *
 * <p>After a restore every subtask has the ids of all partitions, since nobody knows who will read
 * which. It writes those it reads; of the others, those it is the keeper of, so that a partition
 * that is silent from one crash to the next is not forgotten. What it neither reads nor keeps it
 * drops when the window has passed on the partitions that it does read. When it dies, the restored
 * ids go with the restored offsets: the same records are judged the same.
 */
final class Duplicates {
  private final UUID topicId;
  private final SeenWindow window;
  private final int me;
  private final int subtasks;
  private final IdFingerprint fingerprint = new IdFingerprint();
  private final Map<Integer, Partition> partitions = new HashMap<>();
  private long forgottenAtLimit;

  private static final class Partition {
    private final SeenIds ids;
    private final int keeper;
    private long offset;
    private boolean read;

    Partition(SeenIds ids, long offset, int keeper) {
      this.ids = ids;
      this.offset = offset;
      this.keeper = keeper;
    }
  }

  /**
   * @param me which subtask this is, of how many
   */
  Duplicates(UUID topicId, SeenWindow window, int me, int subtasks) {
    this.topicId = topicId;
    this.window = window;
    this.me = me;
    this.subtasks = subtasks;
  }

  /** Takes over what all subtasks wrote; what belongs to another topic is of no use. */
  void restore(Iterable<SeenPartition> written) {
    Map<Integer, SeenPartition> right = new HashMap<>();
    for (SeenPartition seen : written) {
      if (seen.topicId().equals(topicId)) {
        right.merge(seen.partition(), seen, (a, b) -> a.offset() >= b.offset() ? a : b);
      }
    }
    for (SeenPartition seen : right.values()) {
      boolean same = seen.writers() == subtasks;
      int keeper = same ? seen.writer() : seen.partition() % subtasks;
      SeenIds ids = new SeenIds(window, seen.ids());
      forgottenAtLimit += ids.forgottenAtLimit(); // a lower limit than before
      partitions.put(seen.partition(), new Partition(ids, seen.offset(), keeper));
    }
  }

  /** Whether the event passed before; if not, it is remembered. */
  boolean isDuplicate(RawLogRecord raw, String id) {
    Partition partition = partitions.get(raw.partition());
    if (partition == null) {
      partition = new Partition(new SeenIds(window), raw.offset(), me);
      partitions.put(raw.partition(), partition);
    }
    partition.read = true;
    partition.offset = raw.offset();
    fingerprint.take(id);
    long before = partition.ids.forgottenAtLimit();
    boolean seen = partition.ids.seenOrAdd(fingerprint, raw.receivedMillis());
    forgottenAtLimit += partition.ids.forgottenAtLimit() - before;
    return seen;
  }

  /** For a checkpoint. */
  List<SeenPartition> snapshot() {
    dropWhatOthersRead();
    List<SeenPartition> written = new ArrayList<>();
    partitions.forEach(
        (number, p) -> {
          if (p.read || p.keeper == me) {
            written.add(
                new SeenPartition(topicId, number, p.offset, me, subtasks, p.ids.snapshot()));
          }
        });
    return written;
  }

  /** How many ids were forgotten above the limit since the start. */
  long forgottenAtLimit() {
    return forgottenAtLimit;
  }

  /** How many ids are remembered. */
  long size() {
    return partitions.values().stream().mapToLong(p -> p.ids.size()).sum();
  }

  private void dropWhatOthersRead() {
    long now =
        partitions.values().stream()
            .filter(p -> p.read)
            .mapToLong(p -> p.ids.clock())
            .max()
            .orElse(Long.MIN_VALUE);
    partitions
        .values()
        .removeIf(
            p ->
                !p.read
                    && p.keeper != me
                    && now > p.ids.clock()
                    && Long.compareUnsigned(now - p.ids.clock(), window.millis()) > 0);
  }
}
