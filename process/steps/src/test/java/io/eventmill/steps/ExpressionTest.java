package io.eventmill.steps;

import static io.eventmill.steps.Given.failed;
import static io.eventmill.steps.Given.record;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.eventmill.event.FailedEvent;
import io.eventmill.event.Reason;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.pipeline.Problem;
import io.eventmill.pipeline.SchemaPins;
import io.eventmill.steps.enrich.Enrichments;
import io.eventmill.steps.validate.SchemaSettings;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The step that reckons: what it says of events, of any type, and when it says nothing. */
class ExpressionTest {
  private static final String PIPELINE =
      """
      name: shop
      sources:
        shop:
          event: {id: /id, type: /t, time: /u}
      enrich:
      %s
      """;

  private static String steps(String... values) {
    StringBuilder yaml = new StringBuilder();
    for (int i = 0; i < values.length; i++) {
      yaml.append("  - expression:\n      into: x").append(i).append("\n      value: |\n");
      values[i].lines().forEach(line -> yaml.append("        ").append(line).append('\n'));
    }
    return PIPELINE.formatted(yaml);
  }

  private static String event(String more) {
    return "{\"t\":\"sale\",\"u\":\"2022-05-01T12:00:00Z\"" + more + "}";
  }

  /** What is added to the event, as it stands there. */
  private static String added(String value, String more) {
    String came = event(more);
    String left = Given.text(Given.steps(steps(value)).process(record(came)));
    assertThat(left).startsWith(came.substring(0, came.length() - 1));
    return left.substring(came.length() - 1, left.length() - 1);
  }

  private static String value(String value, String more) {
    String added = added(value, more);
    assertThat(added).startsWith(",\"x0\":");
    return added.substring(6);
  }

  private static FailedEvent fails(String value, String more) {
    return failed(Given.steps(steps(value)).process(record(event(more))));
  }

  private static List<String> problems(String yaml) {
    return Enrichments.check(Given.pipeline(yaml)).stream().map(Problem::toString).toList();
  }

  @Test
  void numbersAreReckonedWithWhetherTheyComeWholeOrNot() throws IOException {
    Random random = new Random(7);
    EventSteps steps =
        Given.steps(
            steps(
                "event.price * double(event.quantity)",
                "event.quantity * event.quantity",
                "(event.price + event.quantity) / 4 - 1.5"));
    ObjectMapper json = new ObjectMapper();
    for (int i = 0; i < 500; i++) {
      int quantity = random.nextInt(100);
      double price = random.nextBoolean() ? random.nextInt(1_000) : random.nextInt(100_000) / 100.0;
      String written = price == Math.rint(price) ? Long.toString((long) price) : "" + price;
      boolean whole = !written.contains(".");
      JsonNode left =
          json.readTree(
              Given.text(
                  steps.process(
                      record(event(",\"price\":" + written + ",\"quantity\":" + quantity)))));

      assertThat(left.get("x0").doubleValue()).isEqualTo(price * quantity);
      assertThat(left.get("x1").isIntegralNumber()).isTrue();
      assertThat(left.get("x1").intValue()).isEqualTo(quantity * quantity);
      double quarter = whole ? ((long) price + quantity) / 4 : (price + quantity) / 4;
      assertThat(left.get("x2").doubleValue()).isEqualTo(quarter - 1.5);
    }
  }

  @Test
  void theValueMayBeOfAnyTypeThatJsonHas() {
    assertThat(value("event.n > 5", ",\"n\":7")).isEqualTo("true");
    assertThat(value("event.n + 1", ",\"n\":7")).isEqualTo("8");
    assertThat(value("event.n + 0.5", ",\"n\":7")).isEqualTo("7.5");
    assertThat(value("event.n * 1.0", ",\"n\":20000000")).isEqualTo("20000000.0");
    assertThat(value("uint(event.n)", ",\"n\":7")).isEqualTo("7");
    assertThat(value("event.a + ' \"' + type", ",\"a\":\"\u00e9\\n\""))
        .isEqualTo("\"\u00e9\\n \\\"sale\"");
    assertThat(value("null", "")).isEqualTo("null");
    assertThat(
            value(
                "event.l.filter(i, i.p > 1).map(i, i.p)",
                ",\"l\":[{\"p\":1},{\"p\":2},{\"p\":2.5}]"))
        .isEqualTo("[2,2.5]");
    assertThat(value("[]", "")).isEqualTo("[]");
    assertThat(value("{'b': [null, {}], 'a': event.n, '\"': 'x'}", ",\"n\":{\"z\":[true]}"))
        .isEqualTo("{\"\\\"\":\"x\",\"a\":{\"z\":[true]},\"b\":[null,{}]}");
    assertThat(value("{1: 'x', true: 2}", "")).isEqualTo("{\"1\":\"x\",\"true\":2}");
    assertThat(value("time", "")).isEqualTo("\"2022-05-01T12:00:00Z\"");
    assertThat(value("time - timestamp('2022-05-01T11:59:58.5Z')", "")).isEqualTo("\"1.5s\"");
    assertThat(value("b'\\x00\\xff'", "")).isEqualTo("\"AP8=\"");
    assertThat(value("time.getHours('Europe/Berlin')", "")).isEqualTo("14");
    assertThat(value("event.n > 5 ? 'large' : 'small'", ",\"n\":5.0")).isEqualTo("\"small\"");
  }

  @Test
  void aFieldThatIsNotThereLeavesItUnsaid() {
    assertThat(added("event.price * 2", "")).isEmpty();
    assertThat(added("event.a.b", ",\"a\":{}")).isEmpty();
    assertThat(added("event.l[3]", ",\"l\":[1]")).isEmpty();
    assertThat(value("has(event.price) ? event.price : 0", "")).isEqualTo("0");
    assertThat(value("event.a", ",\"a\":null")).isEqualTo("null");
  }

  @Test
  void itSeesWhatStepsBeforeItHaveMadeOfTheEvent() {
    String yaml =
        PIPELINE.formatted(
            """
              - url: {from: /page, take: [host], parameters: {n: n}}
              - expression: {into: more, value: '{"n": int(event.n) + 1, "host": event.url_host}'}
              - expression: {into: n, value: 'event.more.n * 10'}
              - remove: {fields: [/page]}
              - expression: {into: fields, value: 'size(event)'}
              - expression: {into: names, value: 'event.map(k, k).size()'}
            """);
    assertThat(
            Given.text(
                Given.steps(yaml).process(record(event(",\"page\":\"https://A.b/?n=4\",\"n\":0")))))
        .isEqualTo(
            event(
                ",\"url_host\":\"a.b\",\"more\":{\"host\":\"a.b\",\"n\":5},\"n\":50,\"fields\":5,\"names\":6"));
  }

  @Test
  void anEventThatItCannotBeAppliedToFailsByItself() {
    EventSteps steps = Given.steps(steps("event.price * 2"));

    FailedEvent failed = failed(steps.process(record(event(",\"price\":\"free\""))));

    assertThat(failed.reason()).isEqualTo(Reason.ENRICH_FAILED);
    assertThat(failed.pointer()).isEqualTo("/price");
    assertThat(failed.message())
        .isEqualTo(
            "expression: 'x0' has no answer at column 13 of \"event.price * 2\": '*' cannot take"
                + " what it finds; /price is a string");
    assertThat(failed.body()).asString().isEqualTo(event(",\"price\":\"free\""));
    assertThat(Given.text(steps.process(record(event(",\"price\":2"))))).contains("\"x0\":4");
    assertThat(fails("event.a / event.b", ",\"a\":1,\"b\":0").message()).contains("/ by zero");
    assertThat(fails("event.a / event.b", ",\"a\":1.5,\"b\":0").message())
        .contains("it must be a value that JSON has, but is a number that JSON does not have");
    assertThat(fails("event.n + 1", ",\"n\":9223372036854775807").message()).contains("overflow");
    assertThat(fails("[event.n, type(event.n)]", ",\"n\":1").message())
        .contains("must be a value that JSON has");
  }

  @Test
  void loopsEndAtTheirLimit() {
    Pipeline pipeline = Given.pipeline(steps("event.l.map(x, event.l.map(y, x * y))"));
    EventSteps steps =
        EventSteps.of(
            pipeline,
            pipeline.sources().get(0),
            SchemaPins.none(),
            new StepLimits(256, 100, 100, 12),
            SchemaSettings.defaults());

    assertThat(Given.text(steps.process(record(event(",\"l\":[1,2,3]")))))
        .contains("\"x0\":[[1,2,3],[2,4,6],[3,6,9]]");
    assertThat(failed(steps.process(record(event(",\"l\":[1,2,3,4]")))).message())
        .contains("Iteration budget exceeded: 12");
  }

  @Test
  void whatIsWrongIsToldBeforeAnyEventPointingIntoTheExpression() {
    assertThat(problems(steps("event.price *\n  double(quantity)")))
        .containsExactly(
            """
            line 10: enrich[0].expression.value: 'quantity' is not known here; the event's field of that name is event.quantity; known: event, id, source, type, time, received
                    double(quantity)
                           ^ column 10""");
    assertThat(problems(steps("size(type) + 'a'")))
        .asString()
        .contains("'+' cannot take a number (int) and a text")
        .contains("^ column 12");
    assertThat(problems(steps("[type(event)]")))
        .asString()
        .contains("must be a value that JSON has, but is ")
        .contains("^ column");
    assertThat(problems(PIPELINE.formatted("  - expression: {into: x}")))
        .asString()
        .contains("enrich[0].expression.value: is required and missing");
    assertThat(problems(PIPELINE.formatted("  - expression: {into: x, value: ' '}")))
        .asString()
        .contains("is empty; write an expression");
    assertThat(problems(steps("type.matches('(') ? 1 : 2")))
        .asString()
        .contains("no regular expression");
    assertThat(problems(steps("1", "event.x0 + 1"))).isEmpty();
  }
}
