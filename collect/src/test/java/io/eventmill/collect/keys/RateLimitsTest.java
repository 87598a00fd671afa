package io.eventmill.collect.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitsTest {
  private static final long MILLI = 1_000_000;
  private final AtomicLong clock = new AtomicLong(-5);

  @Test
  void asManyAsTheBurstAtOnceThenOneByOneAsTimeGoesBy() {
    RateLimits limits = limits(5, Duration.ofSeconds(2), 10);

    for (int i = 0; i < 10; i++) {
      assertThat(limits.take("a")).as("request %d", i).isZero();
    }
    assertThat(limits.take("a")).isEqualTo(1); // one past the limit
    assertThat(limits.take("b")).isZero(); // somebody else

    clock.addAndGet(199 * MILLI);
    assertThat(limits.take("a")).isEqualTo(1);
    clock.addAndGet(2 * MILLI);
    assertThat(limits.take("a")).isZero();
    assertThat(limits.take("a")).isEqualTo(1);

    clock.addAndGet(3_600_000 * MILLI); // saves up no more than the burst
    for (int i = 0; i < 10; i++) {
      assertThat(limits.take("a")).isZero();
    }
    assertThat(limits.take("a")).isPositive();
  }

  @Test
  void whoWasRefusedComesInAfterTheTimeItWasTold() {
    RateLimits limits = limits(1, Duration.ZERO, 10);
    assertThat(limits.take("a")).isZero();
    int wait = limits.take("a");
    clock.addAndGet(wait * 1_000 * MILLI);
    assertThat(limits.take("a")).isZero();
  }

  @Test
  void remembersNoMoreThanItMay() {
    RateLimits limits = limits(1, Duration.ofSeconds(1), 3);
    for (String who : new String[] {"a", "b", "c"}) {
      assertThat(limits.take(who)).isZero();
    }
    assertThat(limits.take("a")).isPositive(); // remembered, and the latest now
    limits.take("d");
    assertThat(limits.size()).isEqualTo(3);
    assertThat(limits.take("a")).isPositive();
    assertThat(limits.take("b")).isZero(); // forgotten for the one more
    for (int i = 0; i < 10_000; i++) {
      limits.take("x" + i);
    }
    assertThat(limits.size()).isEqualTo(3);
  }

  @Test
  void zeroIsNoLimit() {
    RateLimits limits = limits(0, Duration.ofSeconds(1), 3);
    for (int i = 0; i < 1_000; i++) {
      assertThat(limits.take("a")).isZero();
    }
    assertThat(limits.size()).isZero();
  }

  @Test
  void anIpv6NetworkOf64BitsIsOneSender() {
    assertThat(RateLimits.network("2001:db8:1:2:3:4:5:6"))
        .isEqualTo(RateLimits.network("2001:db8:1:2::9"))
        .isNotEqualTo(RateLimits.network("2001:db8:1:3::9"));
    assertThat(RateLimits.network("192.0.2.7")).isEqualTo("192.0.2.7");
    assertThat(RateLimits.network("::ffff:192.0.2.7")).isEqualTo("::ffff:192.0.2.7");
    assertThat(RateLimits.network("fe80::1%eth0")).isEqualTo(RateLimits.network("fe80::2"));
    assertThat(RateLimits.network(null)).isEqualTo("null");
  }

  private RateLimits limits(int perSecond, Duration burst, int most) {
    return new RateLimits(perSecond, burst, most, clock::get);
  }
}
