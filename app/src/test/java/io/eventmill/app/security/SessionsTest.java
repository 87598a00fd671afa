package io.eventmill.app.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class SessionsTest {
  private static final Accounts.User ADA = new Accounts.User("ada", Rights.ADMIN, "$2y$hash");
  private static final Accounts ALL = Accounts.NONE.with(ADA);
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final MovedClock clock = new MovedClock();

  @Test
  void endsWhenItIsNotUsedForSoLong() {
    Sessions sessions = new Sessions(SecurityConfig.defaults(), clock);
    Duration idle = SecurityConfig.defaults().sessionIdle();
    String id = sessions.begin(ADA);

    clock.add(idle);
    assertThat(sessions.user(id, ALL)).isEqualTo(ADA);
    clock.add(idle.plus(SECOND));
    assertThat(sessions.user(id, ALL)).isNull();
    assertThat(sessions.size()).isZero();
  }

  @Test
  void endsAfterSoLongHoweverMuchItIsUsed() {
    Sessions sessions = new Sessions(SecurityConfig.defaults(), clock);
    String id = sessions.begin(ADA);
    Duration max = SecurityConfig.defaults().sessionMax();
    for (Duration gone = Duration.ZERO; gone.compareTo(max) < 0; gone = gone.plusHours(8)) {
      assertThat(sessions.user(id, ALL)).as(gone.toString()).isEqualTo(ADA);
      clock.add(Duration.ofHours(8));
    }
    assertThat(sessions.user(id, ALL)).isEqualTo(ADA); // seven days to the second
    clock.add(SECOND);
    assertThat(sessions.user(id, ALL)).isNull();
  }

  @Test
  void withOneTooManyTheLongestUnusedEnds() {
    SecurityConfig two =
        io.eventmill.pipeline.StageSettings.with(
            SecurityConfig.defaults(), "security", "sessions_max", "2");
    Sessions sessions = new Sessions(two, clock);
    String first = sessions.begin(ADA);
    String second = sessions.begin(ADA);
    assertThat(sessions.user(first, ALL)).isEqualTo(ADA);
    String third = sessions.begin(ADA);

    assertThat(sessions.user(second, ALL)).isNull();
    assertThat(sessions.user(first, ALL)).isEqualTo(ADA);
    assertThat(sessions.user(third, ALL)).isEqualTo(ADA);
    assertThat(first).isNotEqualTo(second).hasSizeGreaterThan(40);
  }

  private static final class MovedClock extends Clock {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    void add(Duration time) {
      now = now.plus(time);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public java.time.ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }
  }
}
