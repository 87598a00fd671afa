package io.eventmill.steps;

import static io.eventmill.steps.Given.event;
import static io.eventmill.steps.Given.failed;
import static io.eventmill.steps.Given.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.event.Event;
import io.eventmill.event.FailedEvent;
import io.eventmill.event.Outcome;
import io.eventmill.event.Reason;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.pipeline.SchemaPins;
import io.eventmill.steps.validate.SchemaSettings;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventStepsTest {
  private static final String GOOD =
      """
      {"event_id":"e1","event_type":"pageview","event_timestamp":"2026-11-20 23:48:58.618179"}""";
  private static final String ORIGIN_ID = "ESIzRFVmd4iZqrvM3e7_AA-3-42";

  private final EventSteps steps = Given.steps(Given.WEB);

  @Test
  void knowsIdTypeAndTimeOfAGoodEvent() {
    Event event = event(steps.process(record(GOOD)));

    assertThat(event.origin()).isEqualTo(Given.ORIGIN);
    assertThat(event.id()).isEqualTo("e1");
    assertThat(event.source()).isEqualTo("web");
    assertThat(event.type()).isEqualTo("pageview");
    assertThat(Instant.EPOCH.plusNanos(event.timeMicros() * 1000))
        .isEqualTo("2026-11-20T23:48:58.618179Z");
    assertThat(event.receivedMillis()).isEqualTo(1_700_000_000_123L);
  }

  @Test
  void leavesTheBytesOfAnEventWithoutEnrichmentsAsTheyAre() {
    String json = " { \"event_type\" : 7,\t\"event_timestamp\":1465484132.25 , \"x\":[1,{ }]}\r\n";

    assertThat(event(steps.process(record(json))).json()).asString().isEqualTo(json);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "from the header     | header | \"e1\"   | header",
        "a string            |        | \"e1\"   | e1",
        "with escapes        |        | \"\\u0065\\/1\" | e/1",
        "a number            |        | 12345    | 12345",
        "as it is written    |        | 1.50e3   | 1.50e3",
        "null                |        | null     | ESIzRFVmd4iZqrvM3e7_AA-3-42",
        "header, not a word  | header | []       | header",
      })
  void takesTheId(String name, String header, String field, String expected) {
    String json = GOOD.replace("\"e1\"", field);

    Outcome outcome = steps.process(record(header, json.getBytes(StandardCharsets.UTF_8)));

    assertThat(event(outcome).id()).isEqualTo(expected);
  }

  @Test
  void makesTheSameIdForTheSameRecordWhenThereIsNone() {
    String json = GOOD.replace("\"event_id\":\"e1\",", "");

    assertThat(event(steps.process(record(json))).id()).isEqualTo(ORIGIN_ID);
    assertThat(event(Given.steps(Given.WEB).process(record(json))).id()).isEqualTo(ORIGIN_ID);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"event_id\":{}}                                         | ID_INVALID      | /event_id | found an object",
        "{\"event_id\":true}                                       | ID_INVALID      | /event_id | found true",
        "{\"event_id\":\"\"}                                       | ID_INVALID      | /event_id | found an empty string",
        "{\"event_id\":\"a\"}                                      | TYPE_MISSING    | /event_type | which is not there",
        "{\"event_type\":null}                                     | TYPE_MISSING    | /event_type | found null",
        "{\"event_type\":\"\"}                                     | TYPE_INVALID    | /event_type | found an empty string",
        "{\"event_type\":[\"a\"]}                                  | TYPE_INVALID    | /event_type | found an array",
        "{\"event_type\":\"a\"}                                    | TIME_MISSING    | /event_timestamp | which is not there",
        "{\"event_type\":\"a\",\"event_timestamp\":null}           | TIME_MISSING    | /event_timestamp | found null",
        "{\"event_type\":\"a\",\"event_timestamp\":\"\"}           | TIME_INVALID    | /event_timestamp | the time is empty",
        "{\"event_type\":\"a\",\"event_timestamp\":false}          | TIME_INVALID    | /event_timestamp | found false",
        "{\"event_type\":\"a\",\"event_timestamp\":\"tomorrow\"}   | TIME_INVALID    | /event_timestamp | 'tomorrow' is no known time",
        "{\"event_type\":\"a\",\"event_type\":\"a\"}               | DUPLICATE_FIELD | /event_type | twice",
        "{\"event_type\":\"a\",\"\\u0065vent_type\":\"a\"}         | DUPLICATE_FIELD | /event_type | twice",
        "[]                                                        | NOT_AN_OBJECT   |  | found an array",
        "null                                                      | NOT_AN_OBJECT   |  | found null",
        "{\"event_type\":}                                         | NOT_JSON        |  | expected a value, found '}' at byte 14",
        "{} {}                                                     | NOT_JSON        |  | expected the end of the event",
        "not json                                                  | NOT_JSON        |  | at byte 0",
        "` `                                                       | NOT_JSON        |  | expected a value, found the end",
        "``                                                        | EMPTY           |  | no value",
      })
  void saysWhyAnEventFailed(String json, Reason reason, String pointer, String message) {
    FailedEvent failed = failed(steps.process(record(json)));

    assertThat(failed.reason()).isEqualTo(reason);
    assertThat(failed.pointer()).isEqualTo(pointer);
    assertThat(failed.message()).contains(message);
    assertThat(failed.body()).asString().isEqualTo(json);
    assertThat(failed.stage()).isEqualTo("process");
    assertThat(failed.attempts()).isEqualTo(1);
  }

  @Test
  void failsARecordWithoutAValue() {
    FailedEvent failed = failed(steps.process(record(null, null)));

    assertThat(failed.reason()).isEqualTo(Reason.EMPTY);
    assertThat(failed.id()).isEqualTo(ORIGIN_ID);
    assertThat(failed.body()).isEmpty();
  }

  @Test
  void takesTypeFromTheFileAndTimeInTheSourcesZone() {
    EventSteps fixed =
        Given.steps(
            """
            name: access-log
            sources:
              web:
                time_zone: Europe/Berlin
                event: {fixed_type: request, type: /verb, time: /request/at}
            """);
    String json = "{\"verb\":[],\"request\":{\"at\":\"2015/05/17 10:05:03\"}}";

    Event event = event(fixed.process(record(json)));

    assertThat(event.type()).isEqualTo("request");
    assertThat(event.id()).isEqualTo(ORIGIN_ID);
    assertThat(Instant.ofEpochSecond(event.timeMicros() / 1_000_000))
        .isEqualTo("2015-05-17T08:05:03Z");
  }

  @Test
  void readsOneFieldForSeveralPurposes() {
    EventSteps one =
        Given.steps("{name: n, sources: {s: {event: {id: /at, type: /at, time: /at}}}}");

    Event event = event(one.process(record("{\"at\":1465484132}")));

    assertThat(event.id()).isEqualTo("1465484132");
    assertThat(event.type()).isEqualTo("1465484132");
    assertThat(event.timeMicros()).isEqualTo(1_465_484_132_000_000L);
  }

  @Test
  void takesWhatIsAtTheLimitsAndFailsWhatIsOver() {
    EventSteps limited = limited(new StepLimits(3, 5, 4, 1));

    assertThat(limited.process(record(json("12345", "1234", "[[0]]")))).isInstanceOf(Event.class);
    assertThat(failed(limited.process(record(json("123456", "1234", "[[0]]")))).message())
        .isEqualTo(
            "the event id at /event_id must be a non-empty string or a number,"
                + " found 6 characters, the limit is 5");
    assertThat(failed(limited.process(record(json("12345", "12345", "[[0]]")))).message())
        .contains("/event_type", "found 5 characters, the limit is 4");
    FailedEvent deep = failed(limited.process(record(json("12345", "1234", "[[[0]]]"))));
    assertThat(deep.reason()).isEqualTo(Reason.TOO_DEEP);
    assertThat(deep.message()).contains("nested deeper than the limit of 3");
  }

  @Test
  void refusesHalfACharacterInAnIdForItWouldBeTakenForAnother() {
    FailedEvent failed = failed(steps.process(record(json("\\ud83d", "a", "0"))));

    assertThat(failed.reason()).isEqualTo(Reason.ID_INVALID);
    assertThat(failed.message()).contains("half of a character pair");
    assertThat(failed.id()).isEqualTo(ORIGIN_ID);
  }

  /** Whatever the bytes are: one outcome, the same each time, with nothing lost. */
  @Property
  void givesOneOutcomeForAnyBytes(@ForAll long seed, @ForAll @IntRange(max = 3) int changes) {
    byte[] body = GOOD.getBytes(StandardCharsets.UTF_8);
    Random random = new Random(seed);
    for (int i = 0; i < changes; i++) {
      body[random.nextInt(body.length)] = (byte) random.nextInt(256);
    }

    Outcome outcome = steps.process(record(null, body.clone()));
    Outcome again = Given.steps(Given.WEB).process(record(null, body.clone()));

    byte[] kept = outcome instanceof Event e ? e.json() : failed(outcome).body();
    assertThat(kept).isEqualTo(body);
    assertThat(again.id()).isEqualTo(outcome.id());
    assertThat(again).hasSameClassAs(outcome);
  }

  private static String json(String id, String type, String rest) {
    return "{\"event_id\":\"%s\",\"event_type\":\"%s\",\"event_timestamp\":0,\"x\":%s}"
        .formatted(id, type, rest);
  }

  private static EventSteps limited(StepLimits limits) {
    Pipeline pipeline = Given.pipeline(Given.WEB);
    return EventSteps.of(
        pipeline, pipeline.sources().get(0), SchemaPins.none(), limits, SchemaSettings.defaults());
  }
}
