package io.eventmill.simulate.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class RetryAfterTest {
  private final Clock noon = Clock.fixed(Instant.parse("2026-11-20T12:00:00Z"), ZoneOffset.UTC);

  @Test
  void readsSecondsAndDates() {
    assertThat(parse("120")).isEqualTo(Duration.ofMinutes(2));
    assertThat(parse(" 3 ")).isEqualTo(Duration.ofSeconds(3));
    assertThat(parse("Fri, 20 Nov 2026 12:30:00 GMT")).isEqualTo(Duration.ofMinutes(30));
    assertThat(parse("999999999")).isEqualTo(Duration.ofDays(1));
  }

  @Test
  void whatAsksForNoWaitIsNoWait() {
    assertThat(parse(null)).isNull();
    assertThat(parse("0")).isNull();
    assertThat(parse("-5")).isNull();
    assertThat(parse("soon")).isNull();
    assertThat(parse("9999999999999999999")).isNull();
    assertThat(parse("Fri, 20 Nov 2026 11:30:00 GMT")).isNull();
  }

  private Duration parse(String header) {
    return RetryAfter.parse(header, noon);
  }
}
