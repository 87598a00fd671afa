package io.eventmill.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldTextTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0, 0",
    "0.00e5, 0",
    "1, 1",
    "1.0, 1",
    "1e0, 1",
    "100E-2, 1",
    "-1.50, -1.5",
    "10, 10",
    "1E+1, 10",
    "0.0001, 0.0001",
    "0.00001, 1e-05",
    "1.5e-10, 1.5e-10",
    "-2.5e-100, -2.5e-100",
    "12345678901234567890, 12345678901234567890",
    "1e37, 10000000000000000000000000000000000000",
    "1e38, 1e+38",
    "1.25e300, 1.25e+300",
    "9007199254740993.5, 9007199254740993.5",
    "1e99999999999, 1e99999999999",
    "1000e2147483647, 1000e2147483647",
  })
  void writesANumberOneWayPerValue(String json, String text) {
    assertThat(FieldText.ofNumber(json)).isEqualTo(text);
    assertThat(FieldText.numberIn(json)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "01", "+1", "1.", ".5", "1e", "abc", "NaN", "1 "})
  void takesOnlyJsonNumbersForNumbers(String value) {
    assertThat(FieldText.numberIn(value)).isNull();
  }

  @Test
  void leavesALongerNumberAsItIsWritten() {
    String longest = "1." + "0".repeat(FieldText.NUMBER_LENGTH_MAX - 2);

    assertThat(FieldText.ofNumber(longest)).isEqualTo("1");
    assertThat(FieldText.ofNumber(longest + "0")).isEqualTo(longest + "0");
  }

  @Test
  void replacesWhatUtf8CannotHold() {
    assertThat(FieldText.ofString("a\ud83d\ude00b\ud83dc\ude00"))
        .isEqualTo("a\ud83d\ude00b\ufffdc\ufffd");
    assertThat(FieldText.ofString("plain")).isEqualTo("plain");
  }
}
