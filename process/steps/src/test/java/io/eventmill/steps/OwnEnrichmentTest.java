package io.eventmill.steps;

import static io.eventmill.steps.Given.failed;
import static io.eventmill.steps.Given.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.event.FailedEvent;
import io.eventmill.event.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An enrichment that users bring along, and what it can do wrong. */
class OwnEnrichmentTest {
  private static final String START = "{\"event_type\":\"a\",\"event_timestamp\":0";

  private final EventSteps steps =
      Given.steps(
          Given.WEB
              + """
              enrich:
                - troublesome: {from: /do}
                - copy: {from: /second, into: third}
              """);

  @Test
  void isFoundOnTheClassPathAndAddsItsFields() {
    EventSteps alone = Given.steps(Given.WEB + "enrich: [{troublesome: {from: /do}}]");

    assertThat(Given.text(alone.process(record(START + ",\"do\":\"well\"}"))))
        .endsWith(",\"do\":\"well\",\"first\":\"added\",\"second\":[1, 2]}");
  }

  @Test
  void isReadByTheNextOneAsWhatItAdded() {
    assertThat(Given.text(steps.process(record(START + ",\"do\":\"well\"}"))))
        .endsWith(",\"second\":[1, 2],\"third\":[1, 2]}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "throw      |     | troublesome: failed with java.lang.IllegalStateException: no luck",
        "refuse     | /do | troublesome: will not have it",
        "recurse    |     | troublesome: failed with java.lang.StackOverflowError",
        "bad json   |     | what it adds is not JSON: expected a value, found '}' at byte 5",
        "two values |     | what it adds is not JSON: expected the end",
        "empty      |     | what it adds is not JSON: expected a value, found the end",
        "third      |     | troublesome: failed with java.lang.ArrayIndexOutOfBoundsException",
      })
  void cannotStopTheStream(String trouble, String pointer, String message) {
    String event = START + ",\"do\":\"" + trouble + "\"}";

    FailedEvent failed = failed(steps.process(record(event)));

    assertThat(failed.reason()).isEqualTo(Reason.ENRICH_FAILED);
    assertThat(failed.pointer()).isEqualTo(pointer);
    assertThat(failed.message()).contains(message);
    assertThat(failed.body()).asString().isEqualTo(event);
    assertThat(Given.text(steps.process(record(START + "}")))).isEqualTo(START + "}");
  }
}
