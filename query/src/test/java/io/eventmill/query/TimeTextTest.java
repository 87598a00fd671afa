package io.eventmill.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeTextTest {
  @ParameterizedTest
  @CsvSource({
    "now, 2026-11-20T12:00:00Z",
    "now-15m, 2026-11-20T11:45:00Z",
    "now-7d, 2026-11-13T12:00:00Z",
    "now-250ms, 2026-11-20T11:59:59.750Z",
    "now+2h, 2026-11-20T14:00:00Z",
    "now 2h, 2026-11-20T14:00:00Z",
    "2026-11-20, 2026-11-20T00:00:00Z",
    "2026-11-20T10:00:00Z, 2026-11-20T10:00:00Z",
    "2026-11-20T10:00:00.123456Z, 2026-11-20T10:00:00.123456Z",
    "2026-11-20T10:00:00+02:00, 2026-11-20T08:00:00Z",
    "2026-11-20T10:00:00 02:00, 2026-11-20T08:00:00Z",
    "2026-11-20 10:00:00, 2026-11-20T10:00:00Z",
    "2026-11-20 10:00:00.5, 2026-11-20T10:00:00.5Z",
    "2026-11-20T10:00:00, 2026-11-20T10:00:00Z",
    "1795168800, 2026-11-20T10:00:00Z",
    "1795168800123, 2026-11-20T10:00:00.123Z",
  })
  void readsTimesAsPeopleWriteThem(String text, Instant expected) {
    assertThat(TimeText.micros(text, QueryServer.CLOCK))
        .isEqualTo(ChronoUnit.MICROS.between(Instant.EPOCH, expected));
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonsense", "now-", "now-5", "now-5y", "2026-02-30", "12:00", "-1d"})
  void refusesTheRestAndQuotesIt(String text) {
    assertThatThrownBy(() -> TimeText.micros(text, QueryServer.CLOCK))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "'");
  }
}
