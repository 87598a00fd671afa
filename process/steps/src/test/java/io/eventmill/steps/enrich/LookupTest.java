package io.eventmill.steps.enrich;

import static io.eventmill.steps.Given.record;
import static io.eventmill.steps.Given.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.pipeline.Problem;
import io.eventmill.steps.EventSteps;
import io.eventmill.steps.Given;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What lookups ask for, and what they add of the answers. */
class LookupTest {
  private static final String YAML =
      Given.WEB
          + """
          enrich:
            - lookup: {from: shop.users, by: /user, take: {name: user_name, city: city_id}, otherwise: {user_name: nobody}}
            - lookup: {from: 'SELECT id, name FROM cities', key: id, by: /city_id, take: {name: city}, away: leave_out, within: 2s, database: {url: 'jdbc:postgresql://db:5432/geo', user: reader, password_env: GEO_PASSWORD}}
            - expression: {into: greeting, value: '"Dear " + event.user_name'}
          """;

  private final EventSteps steps = Given.steps(YAML);

  private String enriched(String user, LookupRow... rows) {
    return text(steps.process(record(event(user)), rows)).substring(event("").length() - 1);
  }

  private static String event(String user) {
    return "{\"event_type\":\"t\",\"event_timestamp\":0" + user + "}";
  }

  private static LookupRow row(int lookup, String key, String... values) {
    return new LookupRow(lookup, key, values);
  }

  @Test
  void asksForWhatItHasNotAndThenForWhatTheAnswersLeadTo() {
    String user = ",\"user\":42";
    assertThat(enriched(user)).isEqualTo(user + "}");
    assertThat(steps.wanted()).containsExactly(new WantedRow(0, "42"));

    LookupRow ann = row(0, "42", "Ann", "7");
    enriched(user, ann);
    assertThat(steps.wanted()).containsExactly(new WantedRow(1, "7"));

    assertThat(enriched(user, ann, row(1, "7", "Ulm")))
        .isEqualTo(
            user
                + ",\"user_name\":\"Ann\",\"city_id\":\"7\",\"city\":\"Ulm\",\"greeting\":\"Dear Ann\"}");
    assertThat(steps.wanted()).isEmpty();
  }

  @Test
  void anUnknownKeyGetsWhatIsSaidForItAndNoAnswerNothing() {
    String user = ",\"user\":\"x\"";
    assertThat(enriched(user, new LookupRow(0, "x", null)))
        .isEqualTo(user + ",\"user_name\":\"nobody\",\"greeting\":\"Dear nobody\"}");
    assertThat(enriched(user, LookupRow.unanswered(0, "x"))).isEqualTo(user + "}");
    assertThat(enriched(user, row(0, "x", "Ann", null)))
        .as("null in the row")
        .isEqualTo(user + ",\"user_name\":\"Ann\",\"greeting\":\"Dear Ann\"}");
    assertThat(steps.wanted()).isEmpty();
  }

  @Test
  void aFieldThatIsNoKeyAsksNothing() {
    for (String user : List.of("", ",\"user\":null", ",\"user\":\"\"", ",\"user\":{\"a\":1}")) {
      assertThat(enriched(user)).isEqualTo(user + "}");
      assertThat(steps.wanted()).isEmpty();
    }
    enriched(",\"user\":\"" + "a".repeat(1_001) + "\"");
    assertThat(steps.wanted()).isEmpty();
    enriched(",\"user\":true");
    assertThat(steps.wanted()).containsExactly(new WantedRow(0, "true"));
  }

  @Test
  void theFileSaysWhatIsAsked() {
    List<LookupSpec> lookups = Enrichments.lookups(Given.pipeline(YAML));

    assertThat(lookups).hasSize(2);
    LookupSpec users = lookups.get(0);
    assertThat(users.from()).isEqualTo("shop.users");
    assertThat(users.key()).isEqualTo("id");
    assertThat(users.columns()).containsExactly("name", "city");
    assertThat(users.database()).isNull();
    assertThat(users.withinMillis()).isZero();
    assertThat(lookups.get(1).database().url()).isEqualTo("jdbc:postgresql://db:5432/geo");
    assertThat(lookups.get(1).withinMillis()).isEqualTo(2_000);
  }

  @Test
  void whatIsWrongIsToldBeforeAnyEvent() {
    assertThat(problems("from: users, by: /a, take: {b: c}"))
        .containsExactly(
            "line 5: enrich[0].lookup.from: 'users' is neither a table (schema.table) nor a query (select ...)");
    assertThat(problems("from: select 1, by: /a, take: {b: c}"))
        .containsExactly(
            "line 5: enrich[0].lookup.from: a query needs a database to ask: database: {url: ..., user: ...}");
    assertThat(problems("from: a.b, by: a, take: {b: c, d: c}, otherwise: {e: 1}, awya: wait"))
        .hasSize(4)
        .asString()
        .contains("'a' is not a JSON pointer")
        .contains("'c' is added twice")
        .contains("otherwise.e: is not taken; taken are c")
        .contains("awya: is not a setting here, did you mean 'away'?");
    assertThat(problems("from: a.b, by: /a, take: {b: c}, within: 1s").get(0))
        .contains("is for away: leave_out");
    assertThat(
            problems(
                "from: a.b, by: /a, take: {b: c}, database: {url: 'jdbc:mysql://x/y', pasword_env: A}"))
        .hasSize(2)
        .asString()
        .contains("is not the URL of a database")
        .contains("did you mean 'password_env'?");
  }

  private static List<String> problems(String settings) {
    return Enrichments.check(Given.pipeline(Given.WEB + "enrich: [{lookup: {" + settings + "}}]"))
        .stream()
        .map(Problem::toString)
        .toList();
  }
}
