package io.eventmill.steps;

import static io.eventmill.steps.Given.failed;
import static io.eventmill.steps.Given.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.event.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The two enrichments of web events, rule by rule, to the byte. */
class EnrichmentRulesTest {
  private static final String START = "{\"event_type\":\"pageview\",\"event_timestamp\":0";

  private final EventSteps steps = Given.steps(Given.ENRICHED);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`\"google\"`         | `\"search_engine\"`",
        "`\"bing\"`           | `\"search_engine\"`",
        "`\"facebook\"`       | `\"social_media\"`",
        "`\"instagram\"`      | `\"social_media\"`",
        "`\"mailchimp\"`      | `\"email_marketing\"`",
        "`\"\\u0067oogle\"`   | `\"search_engine\"`",
        "`\"Google\"`         | `\"other/unknown\"`",
        "`\" google\"`        | `\"other/unknown\"`",
        "`\"google \"`        | `\"other/unknown\"`",
        "`\"duckduckgo\"`     | `\"other/unknown\"`",
        "`\" \"`              | `\"other/unknown\"`",
        "`17`                 | `\"other/unknown\"`",
        "`false`              | `\"other/unknown\"`",
      })
  void putsTheSourceIntoACategory(String source, String category) {
    assertEnriched(START + ",\"utm_source\":" + source, ",\"source_category\":" + category);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`x@hotmail.com`       | `hotmail.com`",
        "`X@Hotmail.COM`       | `Hotmail.COM`",
        "`a@`                  | ``",
        "`@b.c`                | `b.c`",
        "`@`                   | ``",
        "`no address`          | `n/a`",
        "`a@b@c`               | `c`",
        "`a@b@`                | ``",
        "`a@ b `               | ` b `",
        "`\\u0061\\u0040b`     | `b`",
        "`a@b\\\"c\\\\d\\ne`   | `b\\\"c\\\\d\\ne`",
        "`é@bücher.example`    | `bücher.example`",
      })
  void takesTheDomainOfAnAddress(String address, String domain) {
    assertEnriched(
        START + ",\"user_custom_id\":\"" + address + "\"",
        ",\"user_email_domain\":\"" + domain + "\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``",
        "`,\"utm_source\":null,\"user_custom_id\":null`",
        "`,\"utm_source\":\"\",\"user_custom_id\":\"\"`",
        "`,\"user\":{\"utm_source\":\"google\",\"user_custom_id\":\"a@b\"}`",
        "`,\"source_category\":\"mine\"`",
      })
  void addsNothingWhereThereIsNothingToLearnFrom(String fields) {
    assertEnriched(START + fields, "");
  }

  @Test
  void addsBothAndLeavesEveryOtherByteAsItIs() {
    String event =
        "\t{ \"event_type\":\"pageview\" ,\"event_timestamp\" : 0.10,\r\n"
            + "  \"utm_source\":\"bing\",\"price\":1.50e1,\"n\\u00e9\":[ ] ,\"user_custom_id\":\"a@b\" ";

    String json = Given.text(steps.process(record(event + "}\n")));

    assertThat(json)
        .isEqualTo(event + ",\"source_category\":\"search_engine\",\"user_email_domain\":\"b\"}\n");
  }

  @Test
  void overwritesFieldsThatAreThereAlready() {
    String event =
        "{\"source_category\":{\"a\":[1]},\"event_type\":\"pageview\",\"user_email_domain\":\"x\","
            + "\"event_timestamp\":0,\"utm_source\":\"bing\",\"user_custom_id\":\"a@b\"}";

    assertThat(Given.text(steps.process(record(event))))
        .isEqualTo(
            "{\"event_type\":\"pageview\",\"event_timestamp\":0,\"utm_source\":\"bing\","
                + "\"user_custom_id\":\"a@b\",\"source_category\":\"search_engine\","
                + "\"user_email_domain\":\"b\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`\"utm_source\":[\"google\"]`",
        "`\"utm_source\":{}`",
        "`\"user_custom_id\":17`",
        "`\"user_custom_id\":true`",
        "`\"user_custom_id\":[\"a@b\"]`",
      })
  void saysNothingOfAValueItCannotRead(String field) {
    assertEnriched(START + "," + field, "");
    assertEnriched(START, "");
  }

  @Test
  void failsAnEventThatHasAnOverwrittenFieldTwice() {
    String event = START + ",\"source_category\":1,\"source_category\":2}";

    assertThat(failed(steps.process(record(event))).reason()).isEqualTo(Reason.DUPLICATE_FIELD);
  }

  @Test
  void addsNothingForAnUnknownValueWithoutOtherwise() {
    EventSteps strict =
        Given.steps(
            Given.WEB
                + "enrich: [{category: {from: /tier, into: name, table: {1: gold, 'true': yes}}}]");

    assertThat(Given.text(strict.process(record(START + ",\"tier\":1}"))))
        .endsWith(",\"name\":\"gold\"}");
    assertThat(Given.text(strict.process(record(START + ",\"tier\":true}"))))
        .endsWith(",\"name\":\"yes\"}");
    assertThat(Given.text(strict.process(record(START + ",\"tier\":\"1\"}"))))
        .endsWith(",\"name\":\"gold\"}");
    assertThat(Given.text(strict.process(record(START + ",\"tier\":2}")))).endsWith(",\"tier\":2}");
  }

  @Test
  void readsNestedFieldsAndAddsFieldsOfAnyName() {
    EventSteps nested =
        Given.steps(
            Given.WEB
                + "enrich: [{email_domain: {from: /user/mail, into: 'the \"domain\" / é~'}}]");

    assertThat(Given.text(nested.process(record(START + ",\"user\":{\"mail\":\"a@b\"}}"))))
        .endsWith("},\"the \\\"domain\\\" / é~\":\"b\"}");
  }

  @Test
  void readsWhatAnEnrichmentBeforeItHasAdded() {
    EventSteps chained =
        Given.steps(
            Given.WEB
                + """
                enrich:
                  - email_domain: {from: /user_custom_id, into: domain}
                  - category: {from: /domain, into: provider, table: {gmail.com: google}, otherwise: other}
                """);

    assertThat(Given.text(chained.process(record(START + ",\"user_custom_id\":\"a@gmail.com\"}"))))
        .endsWith(",\"domain\":\"gmail.com\",\"provider\":\"google\"}");
    assertThat(
            Given.text(
                chained.process(
                    record(START + ",\"domain\":\"gmail.com\",\"user_custom_id\":\"a@b\"}"))))
        .endsWith(",\"domain\":\"b\",\"provider\":\"other\"}");
    assertThat(Given.text(chained.process(record(START + ",\"domain\":\"gmail.com\"}"))))
        .endsWith(",\"domain\":\"gmail.com\",\"provider\":\"google\"}");
  }

  @Test
  void mayReplaceTheFieldItReads() {
    EventSteps replacing =
        Given.steps(Given.WEB + "enrich: [{email_domain: {from: /mail, into: mail}}]");

    assertThat(Given.text(replacing.process(record(START + ",\"mail\":\"a@b\"}"))))
        .endsWith(",\"mail\":\"b\"}");
  }

  private void assertEnriched(String event, String additions) {
    assertThat(Given.text(steps.process(record(event + "}")))).isEqualTo(event + additions + "}");
  }
}
