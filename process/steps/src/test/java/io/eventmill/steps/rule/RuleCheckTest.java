package io.eventmill.steps.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.pipeline.Problem;
import io.eventmill.steps.Given;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said of a rule that is wrong, before any event has come. */
class RuleCheckTest {
  private static List<String> problems(String when) {
    return SourceRules.check(
            Given.pipeline(
                """
                name: a
                sources:
                  web: {event: {type: /t, time: /u}}
                routes:
                  - name: alerts
                    to: alerts
                    when: %s
                """
                    .formatted(when)))
        .stream()
        .map(Problem::toString)
        .toList();
  }

  private static String problem(String when) {
    assertThat(problems(when)).hasSize(1);
    return problems(when).get(0);
  }

  @Test
  void aWrongNameIsMarkedAndTheRightOneGuessed() {
    assertThat(problem("'evnt.status == \"error\"'"))
        .isEqualTo(
            """
            line 7: routes[0].when: 'evnt' is not known here, did you mean 'event'?; known: event, id, source, type, time, received
                  evnt.status == "error"
                  ^ column 1""");
    assertThat(problem("'true && status == \"error\"'"))
        .contains("the event's field of that name is event.status")
        .endsWith("^ column 9");
    assertThat(problem("'event.status.startWith(\"a\")'"))
        .contains("'startWith' is not a function, did you mean 'startsWith'?");
    assertThat(problem("'matchs(type, \"a\")'")).contains("did you mean 'matches'?");
  }

  @Test
  void aRuleOverSeveralLinesIsToldByItsLine() {
    assertThat(problem("|\n        event.a == 1\n          && tpye == 'b'"))
        .startsWith("line 9: routes[0].when: 'tpye' is not known here, did you mean 'type'?")
        .contains("\n        && tpye == 'b'\n")
        .endsWith("^ column 6");
  }

  @Test
  void whatDoesNotGoTogetherIsSaidInWords() {
    assertThat(problem("'type == 1'")).contains("'==' cannot take a text and a number (int)");
    assertThat(problem("'time > \"2020\"'")).contains("'>' cannot take a time and a text");
    assertThat(problem("'\"a\" && true'")).contains("'&&' cannot take a text and true or false");
    assertThat(problem("'size(event)'")).contains("must say true or false, but says a number");
    assertThat(problem("type")).contains("must say true or false, but says a text");
    assertThat(problem("'event.a in [\"x\"'")).contains("not a rule: ").contains("expecting");
    assertThat(problem("'event.a = 1'")).contains("not a rule: ").endsWith("^ column 9");
    assertThat(problem("''")).contains("is empty");
  }

  @Test
  void patternsTimesAndDurationsThatAreWrittenOutAreTried() {
    assertThat(problem("'type.matches(\"(\")'"))
        .contains("'(' is no regular expression (RE2)")
        .contains("missing closing )");
    assertThat(problem("'event.x == 1 || time > timestamp(\"yesterday\")'"))
        .contains("'yesterday' is no time");
    assertThat(problem("'time - received > duration(\"1 day\")'"))
        .contains("'1 day' is no duration");
    assertThat(problems("'type.matches(\"^a+$\") && time > timestamp(\"2020-01-01T00:00:00Z\")'"))
        .isEmpty();
  }

  @Test
  void aRuleHasALengthAndADepth() {
    assertThat(problems("'" + "true && ".repeat(1_000) + "true'")).isEmpty();
    assertThat(problem("'" + "true && ".repeat(2_000) + "true'")).contains("10000");
    assertThat(problem("'" + "(".repeat(500) + "true" + ")".repeat(500) + "'"))
        .containsIgnoringCase("recursion");
  }

  @Test
  void keepIsLookedAtToo() {
    List<Problem> problems =
        SourceRules.check(
            Given.pipeline(
                "name: a\nsources:\n  web:\n    keep: typ != 'a'\n    event: {type: /t, time: /u}\n"));

    assertThat(problems).hasSize(1);
    assertThat(problems.get(0).toString())
        .startsWith("line 4: sources.web.keep: 'typ' is not known here, did you mean 'type'?");
  }
}
