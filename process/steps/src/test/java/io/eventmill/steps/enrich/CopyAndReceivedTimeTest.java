package io.eventmill.steps.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.steps.EventSteps;
import io.eventmill.steps.Given;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CopyAndReceivedTimeTest {
  private static final String PIPELINE =
      """
      name: a
      sources:
        s:
          event: {id: /id, fixed_type: t, time: /time, time_otherwise: received}
      enrich:
        - copy: {from: /from/value, into: copy}
        - received_time: {into: at}
      """;

  private final EventSteps steps = Given.steps(PIPELINE);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          9007199254740993
          1.50
          "a \\"b\\" ü"
          null
          true
          {"x":[1, 2]}
          """)
  void copiesWhateverItIs(String value) {
    String json = "{\"id\":1,\"time\":1,\"from\":{\"value\":" + value + "}";

    assertThat(Given.text(steps.process(Given.record(json + "}"))))
        .isEqualTo(json + ",\"copy\":" + value + ",\"at\":\"2023-11-14T22:13:20.123Z\"}");
  }

  @Test
  void addsNoCopyOfNothing() {
    assertThat(Given.text(steps.process(Given.record("{\"id\":1,\"time\":1,\"copy\":2}"))))
        .isEqualTo("{\"id\":1,\"time\":1,\"copy\":2,\"at\":\"2023-11-14T22:13:20.123Z\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"time":1700000001}           | 1700000001000000
          {"time":"2023-11-14T22:13:22Z"} | 1700000002000000
          {"time":"this morning"}       | 1700000000123000
          {"time":null}                 | 1700000000123000
          {"time":{}}                   | 1700000000123000
          {}                            | 1700000000123000
          """)
  void takesTheTimeOfReceivingForWantOfAnother(String json, long micros) {
    assertThat(Given.event(steps.process(Given.record(json))).timeMicros()).isEqualTo(micros);
  }
}
