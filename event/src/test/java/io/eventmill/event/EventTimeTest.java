package io.eventmill.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventmill.event.json.JsonFields;
import io.eventmill.event.json.JsonScanner;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventTimeTest {
  private final EventTime utc = new EventTime(ZoneOffset.UTC);
  private final EventTime berlin = new EventTime(ZoneId.of("Europe/Berlin"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2015-05-17T10:05:03Z               | 2015-05-17T10:05:03Z",
        "2015-05-17t10:05:03z               | 2015-05-17T10:05:03Z",
        "2015-05-17T10:05:03.5Z             | 2015-05-17T10:05:03.500Z",
        "2015-05-17T10:05:03,123456Z        | 2015-05-17T10:05:03.123456Z",
        "2015-05-17T10:05:03.123456789Z     | 2015-05-17T10:05:03.123456Z",
        "2015-05-17T10:05:03.999999999Z     | 2015-05-17T10:05:03.999999Z",
        "2015-05-17T10:05:03+02:00          | 2015-05-17T08:05:03Z",
        "2015-05-17T10:05:03-0730           | 2015-05-17T17:35:03Z",
        "2015-05-17T10:05:03+02             | 2015-05-17T08:05:03Z",
        "2015-05-17T10:05Z                  | 2015-05-17T10:05:00Z",
        "2015-05-17T10:05                   | 2015-05-17T10:05:00Z",
        "2015-05-17T10:05:03                | 2015-05-17T10:05:03Z",
        "2015-05-17                         | 2015-05-17T00:00:00Z",
        "2026-11-20 23:48:58.618179         | 2026-11-20T23:48:58.618179Z",
        "2026-11-20 23:48:58                | 2026-11-20T23:48:58Z",
        "2026-11-20 23:48:58 +0100          | 2026-11-20T22:48:58Z",
        "2026/11/20 23:48:58                | 2026-11-20T23:48:58Z",
        "2024-02-29                         | 2024-02-29T00:00:00Z",
        "17/May/2015:10:05:03 +0000         | 2015-05-17T10:05:03Z",
        "17/May/2015:10:05:03 -0700         | 2015-05-17T17:05:03Z",
        "7/May/2015:10:05:03                | 2015-05-07T10:05:03Z",
        "1465484132                         | 2016-06-09T14:55:32Z",
        "1465484132.25                      | 2016-06-09T14:55:32.250Z",
        "1465484132.1234569                 | 2016-06-09T14:55:32.123456Z",
        "1465484132250                      | 2016-06-09T14:55:32.250Z",
        "1465484132250.5                    | 2016-06-09T14:55:32.250500Z",
        "1465484132250123                   | 2016-06-09T14:55:32.250123Z",
        "1465484132250123.9                 | 2016-06-09T14:55:32.250123Z",
        "1.465484132e9                      | 2016-06-09T14:55:32Z",
        "1e-400000000                       | 1970-01-01T00:00:00Z",
        "0                                  | 1970-01-01T00:00:00Z",
        "-1                                 | 1969-12-31T23:59:59Z",
        "-0.0000001                         | 1969-12-31T23:59:59.999999Z",
        "-1e-400000000                      | 1969-12-31T23:59:59.999999Z",
        "0001-01-01T00:00:00Z               | 0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999999Z        | 9999-12-31T23:59:59.999999Z",
        "9999-12-31T23:59:59.999999+18:00   | 9999-12-31T05:59:59.999999Z",
      })
  void readsEveryKnownForm(String text, Instant expected) throws TimeFormatException {
    assertThat(instant(utc.micros(text))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "99999999999, 5138-11-16T09:46:39Z",
    "100000000000, 1973-03-03T09:46:40Z",
    "99999999999999, 5138-11-16T09:46:39.999Z",
    "100000000000000, 1973-03-03T09:46:40Z",
    "99999999999999999, 5138-11-16T09:46:39.999999Z",
    "-99999999999, -1199-02-15T14:13:21Z",
    "-100000000000, 1966-10-31T14:13:20Z",
  })
  void tellsSecondsMillisAndMicrosBySize(String text, Instant expected) throws TimeFormatException {
    if (expected.isBefore(Instant.parse("0001-01-01T00:00:00Z"))) {
      assertThatThrownBy(() -> utc.micros(text))
          .hasMessageContaining("outside the years 1 to 9999");
    } else {
      assertThat(instant(utc.micros(text))).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2015-05-17 10:05:03, 2015-05-17T08:05:03Z",
    "2015-01-17 10:05:03, 2015-01-17T09:05:03Z",
    "2015-05-17, 2015-05-16T22:00:00Z",
    "2015-05-17T10:05:03Z, 2015-05-17T10:05:03Z",
    "1465484132, 2016-06-09T14:55:32Z",
    // 02:30 does not exist on this day: as far behind the gap as it is in it, 03:30 +02:00
    "2015-03-29 02:30:00, 2015-03-29T01:30:00Z",
    // 02:30 comes twice on this day: the first of the two, at +02:00
    "2015-10-25 02:30:00, 2015-10-25T00:30:00Z",
  })
  void readsTimesWithoutOffsetInTheSourcesZone(String text, Instant expected)
      throws TimeFormatException {
    assertThat(instant(berlin.micros(text))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``                          | the time is empty",
        "tomorrow                    | expected a year (4 digits, 1 to 9999), found 'tomorrow'",
        "2015                        | ok",
        "15-05-17                    | expected a year (4 digits, 1 to 9999)",
        "0000-05-17                  | expected a year (4 digits, 1 to 9999)",
        "2015-13-17                  | expected a month (2 digits, 1 to 12), found '13-17'",
        "2015-5-17                   | expected a month (2 digits, 1 to 12), found '5-17'",
        "2015-05-00                  | expected a day (2 digits, 1 to 31), found '00'",
        "2015-04-31                  | expected a day (2 digits, 1 to 30), found '31'",
        "2015-02-29                  | expected a day (2 digits, 1 to 28), found '29'",
        "2015-05/17                  | expected '-', found '/17'",
        "2015-05-17X10:05            | expected 'T' or a blank, and the time of day, found 'X10:05'",
        "2015-05-17T                 | expected an hour (2 digits, 0 to 23), found the end",
        "2015-05-17T24:00:00         | expected an hour (2 digits, 0 to 23), found '24:00:00'",
        "2015-05-17T10:60:00         | expected a minute (2 digits, 0 to 59)",
        "2015-05-17T10:05:60         | expected a second (2 digits, 0 to 59), found '60'",
        "2015-05-17T10:05.5          | expected Z or an offset such as +02:00, found '.5'",
        "2015-05-17T10:05:03.        | expected one to nine digits after the point, found the end",
        "2015-05-17T10:05:03.1234567890 | expected one to nine digits after the point",
        "2015-05-17T10:05:03 CET     | expected Z or an offset such as +02:00, found 'CET'",
        "2015-05-17T10:05:03+19:00   | expected an offset's hours (2 digits, 0 to 18)",
        "2015-05-17T10:05:03+18:01   | expected an offset from -18:00 to +18:00",
        "2015-05-17T10:05:03+02:     | expected an offset's minutes (2 digits, 0 to 59), found the end",
        "2015-05-17T10:05:03Zulu     | expected the end, found 'ulu'",
        "17/Mai/2015:10:05:03 +0000  | expected a month (Jan to Dec), found 'Mai/2015:10:05:03 +0000'",
        "17/anF/2015:10:05:03        | expected a month (Jan to Dec)",
        "17/May                      | expected '/', found the end",
        "31/Apr/2015:10:05:03        | expected a day (2 digits, 1 to 30), found '31/Apr/2015:10:05:03'",
        "17/May/2015                 | expected ':' and the time of day, found the end",
        "100000000000000000          | is too large for epoch seconds, milliseconds or microseconds",
        "1e99999999999               | 1e99999999999 has an exponent beyond any time",
        "1e400000000                 | is too large",
        "0001-01-01T00:00:00+00:01   | is outside the years 1 to 9999",
        "9999-12-31T23:59:59-00:01   | is outside the years 1 to 9999",
        "1.                          | is no known time",
        ".5                          | is no known time",
        "1e                          | is no known time",
        "-                           | is no known time",
        "` 2015-05-17`               | is no known time",
      })
  void saysWhatIsWrong(String text, String message) throws TimeFormatException {
    if (message.equals("ok")) {
      assertThat(utc.micros(text)).isEqualTo(2015 * 1_000_000L);
    } else {
      assertThatThrownBy(() -> utc.micros(text))
          .isInstanceOf(TimeFormatException.class)
          .hasMessageContaining(message);
    }
  }

  @Test
  void takesTheLongestTextAndRefusesOneByteMore() throws TimeFormatException {
    String longest = "1465484132." + "0".repeat(EventTime.LENGTH_MAX - 11);

    assertThat(utc.micros(longest)).isEqualTo(1_465_484_132_000_000L);
    assertThatThrownBy(() -> utc.micros(longest + "0"))
        .hasMessage("a text of 65 bytes is no known time (the limit is 64)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"2015-05-17T10:05:03Z\"                | 2015-05-17T10:05:03Z",
        "\"17\\/May\\/2015:10:05:03 +0000\"      | 2015-05-17T10:05:03Z",
        "\"\\u0031465484132\"                    | 2016-06-09T14:55:32Z",
        "1465484132.25                           | 2016-06-09T14:55:32.250Z",
        "1.465484132E+9                          | 2016-06-09T14:55:32Z",
      })
  void readsAFieldOfAnEvent(String value, Instant expected) throws Exception {
    assertThat(instant(utc.micros(scan(value), 0))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "true | found true",
        "null | found null",
        "{}   | found an object",
        "[1]  | found an array",
        "\"é\" | 'é' is no known time",
      })
  void refusesAFieldThatIsNoTime(String value, String message) throws Exception {
    JsonScanner scan = scan(value);

    assertThatThrownBy(() -> utc.micros(scan, 0)).hasMessageContaining(message);
  }

  private static JsonScanner scan(String value) throws Exception {
    JsonScanner scanner = new JsonScanner(JsonFields.of("/t"));
    scanner.scan(("{\"t\": " + value + "}").getBytes(UTF_8));
    return scanner;
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
