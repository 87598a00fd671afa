package io.eventmill.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class EventIdTest {
  private static final long NOON = 1_795_000_000_000L;

  private final SetClock clock = new SetClock();
  private final EventId ids = new EventId(clock, new Random(1));

  @Test
  void isAUuidOfVersion7WithTheTimeInFront() {
    UUID id = UUID.fromString(ids.next());

    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
    assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOON);
  }

  @Test
  void sortsByTheOrderInWhichTheyWereMadeWhateverTheClockDoes() {
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      clock.millis = NOON + (i % 5_000 == 0 ? -i : i / 7_000); // stands still, goes on, goes back
      made.add(ids.next());
    }

    assertThat(made).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void borrowsFromTheNextMillisecondWhenOneIsUsedUp() {
    String last = "";
    for (int i = 0; i < 5_000; i++) {
      last = ids.next();
    }

    assertThat(UUID.fromString(last).getMostSignificantBits() >>> 16).isBetween(NOON + 1, NOON + 2);
  }

  @Test
  void neverMakesOneTwiceForSeveralThreads() throws InterruptedException {
    Set<String> made = ConcurrentHashMap.newKeySet();
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      threads.add(
          new Thread(
              () -> {
                for (int i = 0; i < 5_000; i++) {
                  made.add(ids.next());
                }
              }));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(made).hasSize(20_000);
  }

  private static final class SetClock extends Clock {
    private long millis = NOON;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(millis);
    }
  }
}
