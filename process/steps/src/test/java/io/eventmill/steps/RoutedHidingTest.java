package io.eventmill.steps;

import static io.eventmill.steps.Given.event;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.event.Event;
import io.eventmill.pipeline.Route;
import io.eventmill.steps.enrich.PassesAgainstJacksonTest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Routes of a pipeline that hides something: what the rules see, and what is sent on. */
class RoutedHidingTest {
  private static final String YAML =
      Given.WEB
          + """
          enrich:
            - email_domain: {from: /user/mail, into: domain}
            - copy: {from: /user/mail, into: kept}
            - constant: {into: note, value: ours}
            - anonymise_ip: {from: /ip, into: shown_ip}
            - pseudonymise: {fields: [/user/mail, /note, /kept], key_env: PSEUDONYM_KEY}
            - remove: {fields: [/card, /address/street]}
          routes:
            - {name: all, to: all, when: 'true'}
            - {name: mail, to: mail, when: 'event.user.mail == "ann@x.example"'}
            - {name: card, to: card, when: 'has(event.card) || has(event.address.street)'}
            - {name: left, to: left, when: 'size(event.user.mail) == 64 && event.ip == "192.0.2.0" && event.domain == "x.example"'}
          """;

  @Test
  void rulesSeeWhatTheStepsLeftAndTheRoutedValueIsWithoutWhatTheyHide() throws Exception {
    EventSteps steps = Given.steps(YAML);
    String sent =
        " { \"event_type\" : \"t\",\"event_timestamp\":0, \"n\":1.500,\"card\": \"4111\" ,"
            + "\"user\":{\"mail\":\"ann@x.example\",\"\\u0061ge\":30},\"note\":\"theirs\","
            + "\"address\":{\"street\":\"Elm 4\",\"city\":\"Ulm\"},\"ip\":\"192.0.2.77\"} ";

    Event event = event(steps.process(Given.record(sent, "192.0.2.78", "UA")));

    assertThat(steps.routes().stream().map(Route::name)).containsExactly("all", "left");
    String routed = new String(steps.routed(), UTF_8);
    assertThat(routed)
        .isEqualTo(
            sent.replace(" \"card\": \"4111\" ,", "")
                .replace(",\"card\": \"4111\" ", "")
                .replace("\"street\":\"Elm 4\",", "")
                .replace("192.0.2.77", "192.0.2.0")
                .replace("ann@x.example", PassesAgainstJacksonTest.hmac("ann@x.example"))
                .replace("theirs", PassesAgainstJacksonTest.hmac("theirs")));
    for (String hidden : List.of("4111", "Elm", "ann@", "192.0.2.7", "theirs")) {
      assertThat(new String(event.json(), UTF_8)).doesNotContain(hidden);
      assertThat(routed).doesNotContain(hidden);
    }
  }

  @Test
  void whatNothingIsHiddenInIsSentOnAsItCame() {
    String sent = "{\"event_type\":\"t\" , \"event_timestamp\": 0,\"n\":1.50}";

    EventSteps steps = Given.steps(YAML);
    event(steps.process(Given.record(sent)));
    assertThat(new String(steps.routed(), UTF_8)).isEqualTo(sent);

    steps.process(Given.record("{"));
    assertThat(steps.routed()).as("of one that failed").isNull();
  }
}
