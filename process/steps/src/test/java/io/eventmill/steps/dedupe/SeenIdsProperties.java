package io.eventmill.steps.dedupe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;

/** Beside a plain loop over a map that forgets nothing, on ids and times made at random. */
class SeenIdsProperties {
  private static final long WINDOW = 1_000;
  private static final int MANY = 1_000_000;

  private final IdFingerprint id = new IdFingerprint();

  @Property(tries = 150, shrinking = ShrinkingMode.OFF)
  void judgesAsAMapThatForgetsNothingUpToAQuarterOfTheWindowLate(
      @ForAll Random random, @ForAll @IntRange(min = 1, max = 3_000) int ids) {
    SeenIds seen = new SeenIds(new SeenWindow(WINDOW, MANY));
    Map<String, Long> passed = new HashMap<>();
    Traffic traffic = new Traffic(random, ids, WINDOW / 4);
    for (int i = 0; i < 5_000; i++) {
      traffic.next();
      boolean expected = plainly(passed, traffic);
      id.take(traffic.id);

      assertThat(seen.seenOrAdd(id, traffic.received)).as("event %d", i).isEqualTo(expected);
    }
    assertThat(seen.forgottenAtLimit()).isZero();
  }

  @Property(tries = 150, shrinking = ShrinkingMode.OFF)
  void goesOnFromASnapshotAsIfNothingHadHappenedHoweverLateAndHoweverLowTheLimit(
      @ForAll Random random, @ForAll @IntRange(min = 1, max = 3_000) int idsMax)
      throws IOException {
    SeenWindow window = new SeenWindow(WINDOW, idsMax);
    SeenIds one = new SeenIds(window);
    SeenIds restarted = new SeenIds(window);
    Traffic traffic = new Traffic(random, 2_000, WINDOW * 4);
    for (int i = 0; i < 5_000; i++) {
      if (random.nextInt(500) == 0) {
        restarted = new SeenIds(window, throughBytes(restarted.snapshot()));
      }
      traffic.next();
      id.take(traffic.id);

      boolean seen = one.seenOrAdd(id, traffic.received);
      assertThat(restarted.seenOrAdd(id, traffic.received)).as("event %d", i).isEqualTo(seen);
      assertThat(restarted.size()).isEqualTo(one.size()).isLessThanOrEqualTo(idsMax);
    }
  }

  @Property(tries = 150, shrinking = ShrinkingMode.OFF)
  void losesNoEventHoweverLateAndHoweverLowTheLimit(
      @ForAll Random random, @ForAll @IntRange(min = 1, max = 700) int idsMax) {
    SeenIds seen = new SeenIds(new SeenWindow(WINDOW, idsMax));
    Map<String, Long> passed = new HashMap<>();
    Traffic traffic = new Traffic(random, 500, WINDOW * 4);
    for (int i = 0; i < 5_000; i++) {
      traffic.next();
      id.take(traffic.id);
      if (seen.seenOrAdd(id, traffic.received)) { // then it did pass, near enough
        assertThat(Math.abs(passed.get(traffic.id) - traffic.received)).isLessThanOrEqualTo(WINDOW);
      } else {
        passed.put(traffic.id, traffic.received);
      }
    }
  }

  @Property(tries = 100, shrinking = ShrinkingMode.OFF)
  void aSnapshotDoesNotChangeWithWhatComesAfter(@ForAll Random random) throws IOException {
    SeenIds seen = new SeenIds(new SeenWindow(WINDOW, 900));
    Traffic traffic = new Traffic(random, 2_000, WINDOW);
    add(seen, traffic, random.nextInt(3_000));
    SeenSnapshot snapshot = seen.snapshot();
    byte[] before = bytes(snapshot);

    add(seen, traffic, random.nextInt(3_000));

    assertThat(bytes(snapshot)).isEqualTo(before);
  }

  private void add(SeenIds seen, Traffic traffic, int count) {
    for (int i = 0; i < count; i++) {
      traffic.next();
      id.take(traffic.id);
      seen.seenOrAdd(id, traffic.received);
    }
  }

  private static boolean plainly(Map<String, Long> passed, Traffic traffic) {
    Long before = passed.get(traffic.id);
    boolean duplicate = before != null && Math.abs(before - traffic.received) <= WINDOW;
    if (!duplicate) {
      passed.put(traffic.id, traffic.received);
    }
    return duplicate;
  }

  static SeenSnapshot throughBytes(SeenSnapshot snapshot) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes(snapshot)));
    SeenSnapshot read = SeenSnapshot.read(in);
    assertThat(in.read()).isEqualTo(-1);
    return read;
  }

  static byte[] bytes(SeenSnapshot snapshot) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    snapshot.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  /** Times that go on by nothing, little, about a window or far more, some of them late. */
  private static final class Traffic {
    private final Random random;
    private final int ids;
    private final long lateMax;
    private long now = 1_767_225_600_000L;
    private String id;
    private long received;

    Traffic(Random random, int ids, long lateMax) {
      this.random = random;
      this.ids = ids;
      this.lateMax = lateMax;
    }

    void next() {
      now +=
          switch (random.nextInt(200)) {
            case 0 -> WINDOW + random.nextInt(3) - 1;
            case 1 -> random.nextInt((int) WINDOW * 3);
            default -> random.nextInt(3);
          };
      id = "e-" + random.nextInt(ids);
      received = random.nextInt(4) == 0 ? now - (long) (random.nextDouble() * lateMax) : now;
    }
  }
}
