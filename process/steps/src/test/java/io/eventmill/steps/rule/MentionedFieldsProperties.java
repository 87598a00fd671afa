package io.eventmill.steps.rule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.event.FailedEvent;
import io.eventmill.event.Outcome;
import io.eventmill.steps.EventSteps;
import io.eventmill.steps.Given;
import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * A rule that is shown only the fields it mentions says what it says of the whole event: asked
 * about the event's size as well, it must be shown all of it.
 */
class MentionedFieldsProperties {
  private final Map<String, EventSteps> known = new HashMap<>();

  @Property(tries = 2_000)
  void partsSayWhatTheWholeSays(@ForAll("rules") String rule, @ForAll("objects") String fields) {
    byte[] event = ("{\"t\":\"x\",\"u\":0,\"event\":" + fields + "}").getBytes(UTF_8);

    assertThat(said(rule, event)).isEqualTo(said("(" + rule + ") && size(event) > 0", event));
  }

  /** Of its own for each rule: rules of one source share what they are shown. */
  private String said(String rule, byte[] event) {
    EventSteps steps = known.computeIfAbsent(rule, MentionedFieldsProperties::steps);
    Outcome outcome = steps.process(Given.record("i", event));
    return outcome instanceof FailedEvent ? "fails" : steps.routes().isEmpty() ? "no" : "yes";
  }

  private static EventSteps steps(String rule) {
    return Given.steps(
        "name: a\nsources: {web: {event: {type: /t, time: /u}}}\n"
            + "routes: [{name: r, to: r, when: \""
            + rule
            + "\"}]\n");
  }

  @Provide
  Arbitrary<String> rules() {
    Arbitrary<String> paths =
        Arbitraries.of("a", "b", "a.b", "a['b'].a", "b.a", "b.b.b")
            .map(path -> "event.event." + path);
    Arbitrary<String> values = Arbitraries.of("1", "1.0", "'x'", "true", "null", "[1]", "{'b': 1}");
    Arbitrary<String> simple =
        Arbitraries.oneOf(
            Combinators.combine(paths, Arbitraries.of("==", "!="), values)
                .as((path, operator, value) -> path + " " + operator + " " + value),
            Combinators.combine(paths, Arbitraries.of("<", ">=")).as((p, o) -> p + " " + o + " 1"),
            paths.filter(p -> !p.endsWith("]")).map(p -> "has(" + p + ")"),
            paths.map(p -> "size(" + p + ") == 1"),
            paths.map(p -> "'b' in " + p),
            Combinators.combine(paths, paths).as((p, q) -> p + " == " + q));
    return Arbitraries.oneOf(
        simple,
        simple.map(r -> "!(" + r + ")"),
        Combinators.combine(simple, Arbitraries.of("&&", "||"), simple)
            .as((r, operator, s) -> "(" + r + ") " + operator + " (" + s + ")"));
  }

  @Provide
  Arbitrary<String> objects() {
    return object(3);
  }

  private Arbitrary<String> object(int depth) {
    Arbitrary<String> scalar =
        Arbitraries.of("1", "1.0", "2", "\"x\"", "true", "null", "[]", "[1]", "{}");
    Arbitrary<String> value = depth == 0 ? scalar : Arbitraries.oneOf(scalar, object(depth - 1));
    return Combinators.combine(
            Arbitraries.of(true, false), Arbitraries.of(true, false), value, value)
        .as(
            (hasA, hasB, a, b) ->
                "{"
                    + (hasA ? "\"a\":" + a : "")
                    + (hasA && hasB ? "," : "")
                    + (hasB ? "\"b\":" + b : "")
                    + "}");
  }
}
