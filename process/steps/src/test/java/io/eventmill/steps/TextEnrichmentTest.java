package io.eventmill.steps;

import static io.eventmill.steps.Given.record;
import static io.eventmill.steps.Given.text;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fields joined into one text, to the byte. */
class TextEnrichmentTest {
  private static final String SOURCES =
      "name: n\nsources:\n  mobile: {event: {type: /event_type, time: /ts}}\nenrich:\n";

  private final EventSteps steps =
      Given.steps(SOURCES + "  - text: {from: [/event_type, /ts], into: id}\n");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`\"session_end\"`   | `1465484030`     | `session_end1465484030`",
        "`\"session_end\"`   | `\"1465484030\"` | `session_end1465484030`",
        "`\"a \\\"b\\u0041\"`| `1465484030`     | `a \\\"bA1465484030`",
        "`7`                 | `1465484030.50`  | `71465484030.50`",
      })
  void joinsTextsAsTheyAreWritten(String type, String ts, String id) {
    String event = "{\"event_type\":%s,\"ts\":%s".formatted(type, ts);

    assertThat(text(steps.process(record(event + "}"))))
        .isEqualTo(event + ",\"id\":\"" + id + "\"}");
  }

  @Test
  void replacesAFieldOfThatNameAndReadsWhatStepsBeforeItAdded() {
    EventSteps mailed =
        Given.steps(
            SOURCES
                + "  - email_domain: {from: /mail, into: domain}\n"
                + "  - text: {from: [/event_type, /domain], into: id, between: \" @ \"}\n");

    assertThat(
            text(
                mailed.process(
                    record("{\"id\":1,\"event_type\":\"a\",\"mail\":\"x@y\",\"ts\":1}"))))
        .contains("\"id\":\"a @ y\"")
        .doesNotContain("\"id\":1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"``", "`\"b\":null,`", "`\"b\":\"\",`"})
  void addsNothingWhenAPartIsMissing(String b) {
    EventSteps both = Given.steps(SOURCES + "  - text: {from: [/event_type, /b], into: id}\n");
    String event = "{\"event_type\":\"a\"," + b + "\"ts\":1465484030}";

    assertThat(text(both.process(record(event)))).isEqualTo(event);
  }

  @Test
  void takesASinglePointerAndSaysNothingOfWhatIsNoText() {
    EventSteps one = Given.steps(SOURCES + "  - text: {from: /a, into: b}\n");

    assertThat(text(one.process(record("{\"event_type\":\"t\",\"a\":true,\"ts\":1}"))))
        .endsWith(",\"b\":\"true\"}");
    String object = "{\"event_type\":\"t\",\"a\":{\"x\":1},\"ts\":1}";
    assertThat(text(one.process(record(object)))).as("nothing to say").isEqualTo(object);
  }
}
