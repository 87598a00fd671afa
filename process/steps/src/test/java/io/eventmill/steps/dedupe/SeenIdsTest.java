package io.eventmill.steps.dedupe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SeenIdsTest {
  private static final long HOUR = 3_600_000;
  private static final long NOON = 1_767_268_800_000L;

  private final IdFingerprint id = new IdFingerprint();

  @Test
  void isADuplicateExactlyWithinTheWindowAndNoneAMillisecondLater() {
    SeenIds seen = hour(1_000);

    assertThat(seen(seen, "a", NOON)).isFalse();
    assertThat(seen(seen, "a", NOON)).isTrue();
    assertThat(seen(seen, "a", NOON + HOUR)).isTrue();
    assertThat(seen(seen, "a", NOON + HOUR + 1)).isFalse();
    assertThat(seen(seen, "a", NOON + 2 * HOUR + 1)).isTrue(); // counted from when it passed
  }

  @Test
  void comesBeforeItsDuplicateWhenItWaitedOnACollectorsDisk() {
    SeenIds seen = hour(1_000);

    assertThat(seen(seen, "a", NOON)).isFalse();
    assertThat(seen(seen, "a", NOON - HOUR)).isTrue();
    assertThat(seen(seen, "a", NOON - HOUR - 1)).isFalse();
  }

  @Test
  void areToldApartAmongEachOtherHoweverOldTheyAreWhenTheyCome() {
    SeenIds seen = hour(1_000);
    seen(seen, "now", NOON);

    assertThat(seen(seen, "spooled", NOON - 9 * HOUR)).isFalse();
    assertThat(seen(seen, "now", NOON + 1)).isTrue();
    assertThat(seen(seen, "spooled", NOON - 9 * HOUR)).isTrue();
  }

  @Test
  void areAllKnownAtTheLimitAndTheOldestIsForgottenWithOneMore() {
    for (int limit : new int[] {1, 2, 511, 512, 513, 1_024, 5_000}) {
      SeenIds seen = hour(limit);
      for (int i = 0; i < limit; i++) {
        assertThat(seen(seen, "e-" + i, NOON + i)).isFalse();
      }
      for (int i = 0; i < limit; i++) {
        assertThat(seen(seen, "e-" + i, NOON + limit)).isTrue();
      }
      assertThat(seen.forgottenAtLimit()).isZero();

      assertThat(seen(seen, "one more", NOON + limit)).isFalse();

      assertThat(seen.forgottenAtLimit()).isEqualTo(1);
      assertThat(seen.size()).isEqualTo(limit);
      for (int i = 1; i < limit; i++) {
        assertThat(seen(seen, "e-" + i, NOON + limit)).isTrue();
      }
      assertThat(seen(seen, "e-0", NOON + limit)).isFalse();
    }
  }

  @Test
  void forgetsTheOldestWhenTheLimitIsLowerAfterARestart() throws IOException {
    SeenIds seen = hour(2_000);
    for (int i = 0; i < 2_000; i++) {
      seen(seen, "e-" + i, NOON);
    }

    SeenIds restored =
        new SeenIds(new SeenWindow(HOUR, 700), SeenIdsProperties.throughBytes(seen.snapshot()));

    assertThat(restored.forgottenAtLimit()).isEqualTo(1_300);
    for (int i = 1_300; i < 2_000; i++) {
      assertThat(seen(restored, "e-" + i, NOON)).isTrue();
    }
    assertThat(seen(restored, "e-1299", NOON)).isFalse();
  }

  @Test
  void giveTheirMemoryBackWithTime() {
    SeenIds seen = hour(1_000_000);
    for (int i = 0; i < 100_000; i++) {
      seen(seen, "e-" + i, NOON + i);
    }
    assertThat(seen.size()).isEqualTo(100_000);

    seen(seen, "later", NOON + 100_000 + HOUR + HOUR / 4);

    assertThat(seen.size()).isEqualTo(1);
  }

  @Test
  void takeTimesFromOneEndToTheOther() {
    SeenIds seen = hour(10);

    assertThat(seen(seen, "a", Long.MIN_VALUE)).isFalse();
    assertThat(seen(seen, "a", Long.MAX_VALUE)).isFalse();
    assertThat(seen(seen, "a", Long.MIN_VALUE + HOUR)).isFalse();
    assertThat(seen(seen, "a", Long.MIN_VALUE)).isTrue();
    assertThat(seen(seen, "b", NOON)).isFalse(); // a clock that once was wrong stops nothing
    assertThat(seen(seen, "b", NOON + HOUR)).isTrue();
  }

  @Test
  void tellThatASnapshotIsDamaged() throws IOException {
    SeenIds seen = hour(10);
    seen(seen, "a", NOON);
    byte[] good = SeenIdsProperties.bytes(seen.snapshot());
    byte[] endsBeforeItBegins = ByteBuffer.wrap(good.clone()).putLong(8, 5).array();

    assertThatThrownBy(() -> read(Arrays.copyOf(good, good.length - 1)))
        .isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> read(endsBeforeItBegins))
        .isInstanceOf(IOException.class)
        .hasMessage("remembered ids from 5 to 1: damaged");
  }

  @Test
  void areRefusedWithoutAWindowOrALimit() {
    assertThatThrownBy(() -> new SeenWindow(0, 1)).hasMessageContaining("0 ms");
    assertThatThrownBy(() -> new SeenWindow(1, 0)).hasMessageContaining("are 0");
    assertThatThrownBy(() -> new SeenWindow(1, SeenWindow.IDS_MAX_LIMIT + 1))
        .hasMessageContaining("500000001");
  }

  private static SeenSnapshot read(byte[] bytes) throws IOException {
    return SeenSnapshot.read(new DataInputStream(new ByteArrayInputStream(bytes)));
  }

  private static SeenIds hour(int idsMax) {
    return new SeenIds(new SeenWindow(HOUR, idsMax));
  }

  private boolean seen(SeenIds seen, String text, long received) {
    id.take(text);
    return seen.seenOrAdd(id, received);
  }
}
