package io.eventmill.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntervalTest {
  @ParameterizedTest
  @CsvSource({
    "10s, 10000000",
    "1m, 60000000",
    "250ms, 250000",
    "2w, 1209600000000",
    "5, 0",
    "s, 0"
  })
  void readsLengthsOfTime(String text, long micros) {
    assertThat(Interval.micros(text)).isEqualTo(micros);
  }

  @ParameterizedTest
  @CsvSource({"60s, 1m", "90s, 90s", "48h, 2d", "7d, 1w", "1500ms, 1500ms"})
  void writesThemInTheLargestUnitThatFits(String text, String written) {
    assertThat(Interval.text(Interval.micros(text))).isEqualTo(written);
  }

  @Test
  void fitsSpansOfAnyLengthIntoTheBuckets() {
    for (double span = 1; span < 3e17; span *= 1.7) {
      long interval = Interval.fitting(span, 60);

      assertThat(Math.ceil(span / interval)).isLessThanOrEqualTo(60);
    }
  }
}
