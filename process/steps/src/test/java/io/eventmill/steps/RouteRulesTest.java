package io.eventmill.steps;

import static io.eventmill.steps.Given.event;
import static io.eventmill.steps.Given.failed;
import static io.eventmill.steps.Given.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.event.Dropped;
import io.eventmill.event.FailedEvent;
import io.eventmill.event.Outcome;
import io.eventmill.event.Reason;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.pipeline.Route;
import io.eventmill.pipeline.SchemaPins;
import io.eventmill.steps.validate.SchemaSettings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules as they stand in a pipeline file, asked about events. */
class RouteRulesTest {
  private static final String DEVICES =
      """
      name: devices
      sources:
        devices:
          event: {id: /id, type: /event_type, time: /timestamp}
      %s
      """;

  private static String routes(String... rules) {
    StringBuilder yaml = new StringBuilder("routes:\n");
    for (int i = 0; i < rules.length; i++) {
      yaml.append("  - name: r").append(i).append("\n    to: topic").append(i);
      yaml.append("\n    when: |\n      ").append(rules[i]).append('\n');
    }
    return DEVICES.formatted(yaml);
  }

  private static String device(String more) {
    return "{\"event_type\":\"type_3\",\"timestamp\":\"2022-05-01 12:00:00\"" + more + "}";
  }

  private static List<String> taken(EventSteps steps, String more) {
    event(steps.process(record(device(more))));
    return steps.routes().stream().map(Route::name).toList();
  }

  private static boolean says(String rule, String more) {
    return !taken(Given.steps(routes(rule)), more).isEmpty();
  }

  private static FailedEvent fails(String rule, String more) {
    return failed(Given.steps(routes(rule)).process(record(device(more))));
  }

  @Test
  void onlyWarningsAndErrorsOfThreeHundredEventsAreRouted() {
    EventSteps steps = Given.steps(routes("event.event_status in [\"warning\", \"error\"]"));
    List<String> statuses = List.of("info", "warning", "error", "Warning", "debug", "");
    List<Integer> expected = new ArrayList<>();
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      String status = statuses.get(i * 7 % statuses.size());
      if (status.equals("warning") || status.equals("error")) {
        expected.add(i);
      }
      if (!taken(steps, ",\"event_status\":\"" + status + "\"").isEmpty()) {
        found.add(i);
      }
    }

    assertThat(found).isEqualTo(expected).hasSize(100);
  }

  @Test
  void anEventTakesEveryRouteWhoseRuleSaysYes() {
    EventSteps steps =
        Given.steps(routes("event.a == 1", "event.b == 'x'", "event.a >= 1 && event.b != 'y'"));

    assertThat(taken(steps, ",\"a\":1,\"b\":\"x\"")).containsExactly("r0", "r1", "r2");
    assertThat(taken(steps, ",\"a\":1,\"b\":\"y\"")).containsExactly("r0");
    assertThat(taken(steps, ",\"a\":2,\"b\":\"z\"")).containsExactly("r2");
    assertThat(taken(steps, "")).isEmpty();
    steps.process(record("{"));
    assertThat(steps.routes()).as("of one that failed").isEmpty();
  }

  @Test
  void aFieldThatIsNotThereLeavesTheRuleWithoutAnswer() {
    assertThat(says("event.a == 1", "")).isFalse();
    assertThat(says("event.a != 1", "")).isFalse();
    assertThat(says("!(event.a == 1)", "")).isFalse();
    assertThat(says("!has(event.a) || event.a != 1", "")).isTrue();
    assertThat(says("event.a == 1 || event.b == 2", ",\"b\":2")).isTrue();
    assertThat(says("has(event.a.b)", ",\"a\":{\"b\":0}")).isTrue();
    assertThat(says("!has(event.a.b)", ",\"a\":{\"c\":0}")).isTrue();
    assertThat(says("!has(event.a.b)", ",\"a\":7")).as("a is no object").isFalse();
    assertThat(says("event.list[3] == 1", ",\"list\":[1]")).isFalse();
    assertThat(says("event.a == null", ",\"a\":null")).isTrue();
    assertThat(says("has(event.a)", ",\"a\":null")).isTrue();
  }

  @Test
  void numbersAreComparedByValue() {
    assertThat(says("event.n == 5", ",\"n\":5.0")).isTrue();
    assertThat(says("event.n == 5.0", ",\"n\":5")).isTrue();
    assertThat(says("event.n > 4", ",\"n\":4.5")).isTrue();
    assertThat(says("event.n > 4.5", ",\"n\":5")).isTrue();
    assertThat(says("event.n in [1, 2]", ",\"n\":2e0")).isTrue();
    assertThat(says("event.n == 9223372036854775807", ",\"n\":9223372036854775807")).isTrue();
    assertThat(says("event.n == 9223372036854775806", ",\"n\":9223372036854775807")).isFalse();
    assertThat(says("event.n > 9223372036854775807", ",\"n\":12345678901234567890123")).isTrue();
    assertThat(says("event.n == '5'", ",\"n\":5")).as("a text is no number").isFalse();
  }

  @Test
  void whatIsKnownOfAnEventHasNamesOfItsOwn() {
    assertThat(says("type == 'type_3' && source == 'devices' && id == 'i1'", ",\"id\":\"i1\""))
        .isTrue();
    assertThat(says("time == timestamp('2022-05-01T12:00:00Z')", "")).isTrue();
    assertThat(says("time.getHours() == 12 && time < received", "")).isTrue();
    assertThat(says("received == timestamp('2023-11-14T22:13:20.123Z')", "")).isTrue();
    assertThat(says("received - time > duration('24h')", "")).isTrue();
  }

  @Test
  void nestedAndOddlyNamedFieldsListsAndTheWholeEvent() {
    String more = ",\"a\":{\"b~/c\":{\"d\":[{\"p\":1},{\"p\":7}]}},\"\\u00e9 x\":\"\\u2028\"";
    assertThat(says("event.a['b~/c'].d.exists(i, i.p > 5)", more)).isTrue();
    assertThat(says("event['a']['b~/c'].d[1].p == 7", more)).isTrue();
    assertThat(says("event['\u00e9 x'] == '\\u2028'", more)).isTrue();
    assertThat(says("size(event) == 4 && 'a' in event", more)).isTrue();
    assertThat(says("event.a == {'b~/c': {'d': [{'p': 1}, {'p': 7.0}]}}", more)).isTrue();
    assertThat(says("event.exists(k, k == 'timestamp')", more)).isTrue();
    assertThat(says("event[''] == 1", ",\"\":1")).isTrue();
  }

  @Test
  void routesSeeWhatEnrichmentsAdded() {
    EventSteps steps =
        Given.steps(
            routes("event.domain == 'x.org'", "size(event) == 4 && event.domain != ''")
                + "enrich: [{email_domain: {from: /mail, into: domain}}]\n");

    assertThat(taken(steps, ",\"mail\":\"a@x.org\"")).containsExactly("r0", "r1");
    assertThat(taken(steps, ",\"mail\":\"a@y.org\"")).containsExactly("r1");
    assertThat(taken(steps, ",\"mail\":\"a@y.org\",\"domain\":\"x.org\""))
        .as("the addition wins")
        .containsExactly("r1");
    assertThat(taken(steps, "")).as("nothing left of the event before").isEmpty();
  }

  @Test
  void aRuleWithoutAnswerFailsTheEventNamingTheRuleAndWhatItFound() {
    FailedEvent failed = fails("event.n > 5", ",\"n\":\"six\"");

    assertThat(failed.reason()).isEqualTo(Reason.RULE_FAILED);
    assertThat(failed.pointer()).isEqualTo("/n");
    assertThat(failed.message())
        .isEqualTo(
            "route 'r0' has no answer at column 9 of \"event.n > 5\": '>' cannot take what it"
                + " finds; /n is a string");
    assertThat(fails("event.a / event.b == 1", ",\"a\":1,\"b\":0").message())
        .contains("/ by zero; /a is a number, /b is a number");
    assertThat(fails("event.a / event.b == 1", ",\"a\":1,\"b\":0").pointer()).isNull();
    assertThat(fails("event.n", ",\"n\":1").message()).contains("must say true or false");
    assertThat(fails("event.n > 5", ",\"n\":null").message()).contains("/n is null");
    assertThat(
            failed(Given.steps(routes("event.n > 5")).process(record(device(",\"n\":[]")))).body())
        .asString()
        .isEqualTo(device(",\"n\":[]"));
  }

  @Test
  void loopsEndAtTheirLimit() {
    Pipeline pipeline = Given.pipeline(routes("event.l.all(x, event.l.all(y, y == x))"));
    EventSteps steps =
        EventSteps.of(
            pipeline,
            pipeline.sources().get(0),
            SchemaPins.none(),
            new StepLimits(256, 100, 100, 12),
            SchemaSettings.defaults());

    // 3 times round, and 3 times 3 times
    event(steps.process(record(device(",\"l\":[1,1,1]"))));
    assertThat(steps.routes()).hasSize(1);
    FailedEvent failed = failed(steps.process(record(device(",\"l\":[1,1,1,1]"))));
    assertThat(failed.message()).contains("Iteration budget exceeded: 12");
  }

  @Test
  void aPatternTakesTimeInProportionToItsText() {
    String hostile = ",\"s\":\"" + "a".repeat(50_000) + "!\"";
    long begun = System.nanoTime();

    assertThat(says("event.s.matches('^(a+)+$')", hostile)).isFalse();

    assertThat((System.nanoTime() - begun) / 1e9).as("seconds").isLessThan(5);
  }

  @Test
  void whatIsNotKeptIsDroppedAndTakesNoRoute() {
    String yaml =
        routes("true").replace("event: {id", "keep: 'event.status != \"test\"'\n    event: {id");
    EventSteps steps = Given.steps(yaml);

    Outcome dropped = steps.process(record(device(",\"id\":\"a\",\"status\":\"test\"")));

    assertThat(dropped)
        .isEqualTo(
            new Dropped(Given.ORIGIN, "a", "devices", 1_700_000_000_123L, Dropped.Cause.FILTERED));
    assertThat(steps.routes()).isEmpty();
    assertThat(taken(steps, ",\"status\":\"live\"")).hasSize(1);
    assertThat(taken(steps, "")).as("kept where the rule has no answer").hasSize(1);
    FailedEvent failed =
        failed(Given.steps(yaml.replace("!=", ">")).process(record(device(",\"status\":1"))));
    assertThat(failed.message()).startsWith("keep of source 'devices' has no answer");
  }
}
