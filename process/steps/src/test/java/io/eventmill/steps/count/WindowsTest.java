package io.eventmill.steps.count;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.event.Event;
import io.eventmill.event.Origin;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WindowsTest {
  private static final long SECOND = 1_000_000;

  @Test
  void aWindowHoldsItsStartAndNotItsEnd() {
    Windows windows = new Windows(10 * SECOND, 0);

    assertThat(windows.start(1_465_583_530 * SECOND)).isEqualTo(1_465_583_530 * SECOND);
    assertThat(windows.start(1_465_583_540 * SECOND - 1)).isEqualTo(1_465_583_530 * SECOND);
    assertThat(windows.start(0)).isZero();
    assertThat(windows.start(-1)).isEqualTo(-10 * SECOND);
    assertThat(windows.start(-10 * SECOND)).isEqualTo(-10 * SECOND);
    assertThat(windows.start(-10 * SECOND - 1)).isEqualTo(-20 * SECOND);
  }

  @Test
  void startsAreWholeMultiplesForAllTimes() {
    Random random = new Random(1);
    for (int i = 0; i < 100_000; i++) {
      long every = 1 + Math.abs(random.nextLong() % (366L * 86_400 * SECOND));
      long time = random.nextLong() >> random.nextInt(64);
      long start = new Windows(every, 0).start(time);

      BigInteger[] parts = BigInteger.valueOf(start).divideAndRemainder(BigInteger.valueOf(every));
      assertThat(parts[1].signum()).isZero();
      if (Math.abs(time) <= 1L << 62 && time != Long.MIN_VALUE) {
        assertThat(time - start).isBetween(0L, every - 1);
      }
    }
  }

  @Test
  void takesEventsUntilAClockHasPassedItsEndByMoreThanTheLateness() {
    Windows windows = new Windows(10 * SECOND, 3 * SECOND);

    assertThat(windows.isTooLate(0, Long.MIN_VALUE)).isFalse();
    assertThat(windows.isTooLate(0, 13 * SECOND)).isFalse();
    assertThat(windows.isTooLate(0, 13 * SECOND + 1)).isTrue();
    assertThat(windows.closedAtMillis(0)).isEqualTo(13_001);
    assertThat(windows.closedAtMillis(-20 * SECOND)).isEqualTo(-6_999);
  }

  @Test
  void whenItIsClosedEveryClockThatFarFindsItTooLate() {
    Random random = new Random(2);
    for (int i = 0; i < 10_000; i++) {
      Windows windows = new Windows(1 + random.nextInt(5_000), random.nextInt(5_000));
      long start = windows.start(random.nextInt(100_000) - 50_000);
      long clock = start + random.nextInt(15_000);

      if (Math.floorDiv(clock, 1_000L) >= windows.closedAtMillis(start)) {
        assertThat(windows.isTooLate(start, clock)).isTrue();
      }
    }
  }

  @Test
  void aClockFollowsTheEventButNotIntoTheFuture() {
    assertThat(Windows.clock(event(5 * SECOND, 9_000), 1_000)).isEqualTo(5 * SECOND);
    assertThat(Windows.clock(event(10 * SECOND, 9_000), 1_000)).isEqualTo(10 * SECOND);
    assertThat(Windows.clock(event(999_999 * SECOND, 9_000), 1_000)).isEqualTo(10 * SECOND);
    assertThat(Windows.clock(event(7, Long.MAX_VALUE), 1_000)).isEqualTo(7);
    assertThat(Windows.clock(event(7, Long.MIN_VALUE), 1_000)).isNegative();
  }

  @Test
  void writesSecondsInFullAndPartsOfOneAsADecimal() {
    assertThat(Windows.seconds(1_465_583_530 * SECOND)).isEqualTo("1465583530");
    assertThat(Windows.seconds(0)).isEqualTo("0");
    assertThat(Windows.seconds(-10 * SECOND)).isEqualTo("-10");
    assertThat(Windows.seconds(1_500_000)).isEqualTo("1.5");
    assertThat(Windows.seconds(-250_000)).isEqualTo("-0.25");
    assertThat(Windows.seconds(1_000)).isEqualTo("0.001");
    Random random = new Random(3);
    for (int i = 0; i < 10_000; i++) {
      long micros = random.nextLong() >> random.nextInt(64);
      assertThat(new BigDecimal(Windows.seconds(micros)).movePointRight(6).longValueExact())
          .isEqualTo(micros);
    }
  }

  private static Event event(long micros, long received) {
    return new Event(new Origin(1, 2, 0, 0), "id", "web", "view", micros, received, new byte[0]);
  }
}
