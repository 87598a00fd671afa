package io.eventmill.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitTest {
  private final FakeTicker ticker = new FakeTicker(Instant.EPOCH);

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 3, 20, 49.9, 1_000, 123_456})
  void spreadsEventsOverTime(double perSecond) {
    RateLimit limit = new RateLimit(perSecond, ticker);
    int events = (int) Math.max(20, perSecond * 10);

    for (int i = 0; i < events; i++) {
      ticker.sleep(limit.next());
    }

    double seconds = ticker.nanos() / 1e9;
    assertThat(seconds).isCloseTo((events - 1) / perSecond, within(0.021));
  }

  @Test
  void aHighRateDoesNotSleepForEachEvent() {
    RateLimit limit = new RateLimit(10_000, ticker);
    int sleeps = 0;

    for (int i = 0; i < 10_000; i++) {
      Duration wait = limit.next();
      ticker.sleep(wait);
      sleeps += wait.isZero() ? 0 : 1;
    }

    assertThat(sleeps).isBetween(40, 60);
  }

  @Test
  void doesNotCatchUpWithAStall() {
    RateLimit limit = new RateLimit(100, ticker);
    ticker.sleep(limit.next());

    ticker.pass(Duration.ofMinutes(5));
    long resumed = ticker.nanos();
    for (int i = 0; i < 101; i++) {
      ticker.sleep(limit.next());
    }

    assertThat(ticker.nanos() - resumed).isGreaterThanOrEqualTo(980_000_000L);
  }

  @Test
  void zeroMeansNoLimit() {
    RateLimit limit = new RateLimit(0, ticker);

    for (int i = 0; i < 1_000; i++) {
      assertThat(limit.next()).isZero();
    }
  }

  @Test
  void refusesANegativeRate() {
    assertThatThrownBy(() -> new RateLimit(-1, ticker)).hasMessageContaining("-1.0");
  }
}
