package io.eventmill.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.event.Sender;
import io.eventmill.steps.dedupe.SeenWindow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class DuplicatesTest {
  private static final UUID TOPIC = new UUID(1, 2);
  private static final SeenWindow WINDOW = new SeenWindow(1_000, 100);

  @Test
  void keepsPartitionsApart() {
    Duplicates one = fresh(0, 1);

    assertThat(seen(one, 0, 0, "a", 0)).isFalse();
    assertThat(seen(one, 1, 0, "a", 0)).isFalse();
    assertThat(seen(one, 0, 1, "a", 0)).isTrue();
  }

  @Test
  void judgesTheSameWhicheverSubtaskReadsAPartitionAfterARestore() throws IOException {
    Duplicates before = fresh(0, 1);
    for (int p = 0; p < 6; p++) {
      seen(before, p, 7, "e-" + p, 50);
    }
    List<SeenPartition> checkpoint = through(before.snapshot());

    for (int subtasks = 1; subtasks <= 4; subtasks++) {
      for (int me = 0; me < subtasks; me++) {
        Duplicates after = restored(me, subtasks, checkpoint);
        for (int p = 0; p < 6; p++) {
          assertThat(seen(after, p, 8, "e-" + p, 1_050)).isTrue();
          assertThat(seen(after, p, 9, "e-" + p, 1_051)).isFalse();
        }
      }
    }
  }

  @Test
  void writesASilentPartitionOnceFromRestoreToRestore() throws IOException {
    Duplicates before = fresh(0, 1);
    for (int p = 0; p < 5; p++) {
      seen(before, p, 7, "e-" + p, 50);
    }
    List<SeenPartition> checkpoint = through(before.snapshot());
    for (int subtasks : new int[] {2, 2, 3, 3, 1}) {
      List<SeenPartition> next = new ArrayList<>();
      for (int me = 0; me < subtasks; me++) {
        next.addAll(through(restored(me, subtasks, checkpoint).snapshot()));
      }
      checkpoint = next;
      assertThat(checkpoint)
          .extracting(SeenPartition::partition)
          .containsExactlyInAnyOrder(0, 1, 2, 3, 4);
    }
    assertThat(seen(restored(0, 1, checkpoint), 4, 8, "e-4", 60)).isTrue();
  }

  @Test
  void believesTheSubtaskThatReadFurthestWhenTwoWroteAPartition() throws IOException {
    Duplicates before = fresh(0, 2);
    seen(before, 0, 1, "old", 10);
    List<SeenPartition> checkpoint = before.snapshot();
    Duplicates keeps = restored(0, 2, checkpoint);
    Duplicates reads = restored(1, 2, checkpoint);
    seen(reads, 0, 2, "new", 20);

    for (List<SeenPartition> written :
        List.of(
            both(keeps.snapshot(), reads.snapshot()), both(reads.snapshot(), keeps.snapshot()))) {
      assertThat(written).hasSize(2);
      Duplicates after = restored(0, 2, through(written));
      assertThat(seen(after, 0, 3, "new", 20)).isTrue();
      assertThat(seen(after, 0, 4, "old", 20)).isTrue();
    }
  }

  @Test
  void dropsWhatItNeitherReadsNorKeepsWhenTheWindowHasPassed() {
    Duplicates before = fresh(0, 2);
    seen(before, 0, 1, "a", 0);
    seen(before, 0, 2, "b", 0);
    Duplicates other = restored(1, 2, before.snapshot());

    seen(other, 1, 0, "c", 1_000);
    other.snapshot();
    assertThat(other.size()).isEqualTo(3);

    seen(other, 1, 1, "d", 1_001);
    assertThat(other.snapshot()).extracting(SeenPartition::partition).containsExactly(1);
    assertThat(other.size()).isEqualTo(2);
  }

  @Test
  void startsAnewWithATopicMadeAnew() {
    Duplicates before = fresh(0, 1);
    seen(before, 0, 1, "a", 0);
    Duplicates after = new Duplicates(new UUID(1, 3), WINDOW, 0, 1);
    after.restore(before.snapshot());

    assertThat(seen(after, 0, 0, "a", 0)).isFalse();
  }

  @Test
  void countsWhatIsForgottenAtTheLimit() {
    Duplicates one = fresh(0, 1);
    for (int i = 0; i < 100; i++) {
      seen(one, 0, i, "e-" + i, 0);
    }
    assertThat(one.forgottenAtLimit()).isZero();

    seen(one, 0, 100, "e-100", 0);

    assertThat(one.forgottenAtLimit()).isEqualTo(1);
    assertThat(seen(one, 0, 101, "e-1", 0)).isTrue();
    assertThat(seen(one, 0, 102, "e-0", 0)).isFalse();
  }

  private static Duplicates fresh(int me, int subtasks) {
    return new Duplicates(TOPIC, WINDOW, me, subtasks);
  }

  private static Duplicates restored(int me, int subtasks, List<SeenPartition> checkpoint) {
    Duplicates duplicates = fresh(me, subtasks);
    duplicates.restore(checkpoint);
    return duplicates;
  }

  private static boolean seen(Duplicates in, int partition, long offset, String id, long received) {
    return in.isDuplicate(
        new RawLogRecord(partition, offset, received, received, id, 1, Sender.UNKNOWN, null, null),
        id);
  }

  private static List<SeenPartition> both(
      Collection<SeenPartition> one, Collection<SeenPartition> other) {
    List<SeenPartition> both = new ArrayList<>(one);
    both.addAll(other);
    return both;
  }

  /** As a checkpoint has them. */
  private static List<SeenPartition> through(List<SeenPartition> written) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    for (SeenPartition seen : written) {
      SeenPartitionSerializer.INSTANCE.serialize(seen, out);
    }
    DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
    List<SeenPartition> read = new ArrayList<>();
    while (in.available() > 0) {
      read.add(SeenPartitionSerializer.INSTANCE.deserialize(in));
    }
    return read;
  }
}
