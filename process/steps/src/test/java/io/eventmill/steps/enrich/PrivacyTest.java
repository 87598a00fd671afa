package io.eventmill.steps.enrich;

import static io.eventmill.steps.Given.record;
import static io.eventmill.steps.Given.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventmill.event.Sender;
import io.eventmill.event.json.JsonFields;
import io.eventmill.event.json.JsonScanner;
import io.eventmill.pipeline.PipelineFile;
import io.eventmill.pipeline.Problem;
import io.eventmill.steps.Given;
import io.eventmill.steps.rule.EventFacts;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What steps behind, topics and stores do not see any more. */
class PrivacyTest {
  private static final String START = "{\"event_type\":\"t\", \"event_timestamp\":0";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // by `openssl dgst -sha256 -hmac`
        "\"ann@example.com\" | \"3404a8ac360a9b6f3f8ecd65022d80b3890a1739204a10e25914c73cf148f29b\"",
        "\" Ann@Example.com \\n\" | \"3404a8ac360a9b6f3f8ecd65022d80b3890a1739204a10e25914c73cf148f29b\"",
        "42 | \"5fa8d0af7765aef4d8b027c3d9eb96a272b565d92111a71b11f8d7e704266ef8\"",
        "\"42\" | \"5fa8d0af7765aef4d8b027c3d9eb96a272b565d92111a71b11f8d7e704266ef8\"",
        "null | null",
        "\"\" | \"\"",
      })
  void namesBecomeKeyedHashesWhereTheyStand(String name, String hash) {
    var steps =
        Given.steps(
            Given.WEB
                + "enrich: [{pseudonymise: {fields: [/user/mail], key_env: PSEUDONYM_KEY,"
                + " normalise: [trim, lower_case]}}]");
    String event = START + ", \"user\" :{\"mail\" : %s ,\"x\":1.50}}";

    assertThat(text(steps.process(record(event.formatted(name))))).isEqualTo(event.formatted(hash));
  }

  @Test
  void hashesAreAsTheyAreWrittenWithoutNormalisingAndInBase64UrlWhenAskedFor() {
    var steps =
        Given.steps(
            Given.WEB
                + "enrich: [{pseudonymise: {fields: /who, key_env: PSEUDONYM_KEY,"
                + " encoding: base64url}}]");

    assertThat(text(steps.process(record(START + ",\"who\":\"ann@example.com\"}"))))
        .endsWith(",\"who\":\"NASorDYKm28_js1lAi2As4kKFzkgShDiWRTHPPFI8ps\"}");
    assertThat(text(steps.process(record(START + ",\"who\":\"Ann@example.com\"}"))))
        .doesNotContain("NASorDYKm28");
    assertThat(text(steps.process(record(START + ",\"who\":[\"ann@example.com\"]}"))))
        .isEqualTo(START + "}");
  }

  @Test
  void aStepBehindSeesTheHashAndOneBeforeTheName() {
    var steps =
        Given.steps(
            Given.WEB
                + """
                enrich:
                  - email_domain: {from: /mail, into: domain}
                  - pseudonymise: {fields: /mail, key_env: PSEUDONYM_KEY}
                  - text: {from: /mail, into: copy}
                """);

    assertThat(text(steps.process(record(START + ",\"mail\":\"ann@example.com\",\"a\":1}"))))
        .isEqualTo(
            START
                + ",\"mail\":\"H\",\"a\":1,\"domain\":\"example.com\",\"copy\":\"H\"}"
                    .replace(
                        "H", "3404a8ac360a9b6f3f8ecd65022d80b3890a1739204a10e25914c73cf148f29b"));
  }

  @Test
  void whatIsRemovedIsGoneForTheStepsBehindAlsoInsideAndFromTheRequest() {
    var steps =
        Given.steps(
            Given.WEB
                + """
                enrich:
                  - text: {from: /user/mail, into: before}
                  - remove: {fields: [/user, /ip, /before], request: [ip, user_agent]}
                  - text: {from: /user/mail, into: behind}
                  - anonymise_ip: {into: seen}
                """);

    assertThat(
            text(
                steps.process(
                    record(
                        START + ",\"user\":{\"mail\":\"ann@example.com\"},\"ip\":[1],\"z\":2}",
                        "192.0.2.17",
                        "curl"))))
        .isEqualTo(START + ",\"z\":2}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"203.0.113.77\" | \"203.0.113.0\" | 203.0.113.0",
        "\"203.0.113.77, 2001:db8:aaaa:bbbb::1\" | \"203.0.113.0, 2001:db8:aaaa::\" | 203.0.113.0, 2001:db8:aaaa::",
        "null | null | 192.0.2.0",
        "\"\" | \"\" | 192.0.2.0",
      })
  void addressesLoseTheirLastPart(String ip, String shortened, String seen) {
    var steps = Given.steps(Given.WEB + "enrich: [{anonymise_ip: {from: /ip, into: seen}}]");

    assertThat(text(steps.process(record(START + ",\"ip\":" + ip + "}", "192.0.2.17", null))))
        .isEqualTo(START + ",\"ip\":" + shortened + ",\"seen\":\"" + seen + "\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"\"203.0.113.77 or so\"", "3405803853", "[\"203.0.113.77\"]", "\"1.2.3.4,\""})
  void whatIsNoAddressGoesFor(String ip) {
    var steps = Given.steps(Given.WEB + "enrich: [{anonymise_ip: {from: /ip, into: seen}}]");

    assertThat(text(steps.process(record(START + ",\"ip\":" + ip + "}", null, null))))
        .isEqualTo(START + "}");
  }

  @Test
  void howMuchOfAnAddressGoesIsASetting() {
    var steps =
        Given.steps(
            Given.WEB + "enrich: [{anonymise_ip: {from: [/a, /b], v4_octets: 2, v6_bits: 68}}]");

    assertThat(
            text(
                steps.process(
                    record(
                        START + ",\"a\":\"203.0.113.77\",\"b\":\"2001:db8:1:2345:6:7:8:9\"}",
                        null,
                        null))))
        .isEqualTo(START + ",\"a\":\"203.0.0.0\",\"b\":\"2001:db8:1:2340::\"}");
  }

  @Test
  void saysWhatIsWrongWithSettings() {
    String yaml =
        """
        name: n
        sources:
          web: {event: {id: /id/x, type: /type, time: /time}}
        enrich:
          - pseudonymise: {fields: [/a, /a/b, /a], key_env: PSEUDONYM_KEY, normalise: [lowercase], encoding: base64}
          - remove: {}
          - remove: {request: [ipp]}
          - remove: {fields: [/id, /type, /time]}
          - anonymise_ip: {from: /ip, v4_octets: 5, v6_bit: 1}
          - constant: {into: x, value: {a: 1, a: .inf}}
          - constant: {into: x}
        """;

    assertThat(Enrichments.check(PipelineFile.parse(yaml).pipeline()))
        .extracting(Problem::toString)
        .containsExactly(
            "line 5: enrich[0].pseudonymise.fields: '/a' and '/a/b' lie inside each other; name"
                + " one of them",
            "line 5: enrich[0].pseudonymise.fields: '/a' stands in the list twice",
            "line 5: enrich[0].pseudonymise.fields: '/a/b' and '/a' lie inside each other; name"
                + " one of them",
            "line 5: enrich[0].pseudonymise.normalise: 'lowercase' is not known, did you mean"
                + " 'lower_case'?; some of trim, lower_case",
            "line 5: enrich[0].pseudonymise.encoding: 'base64' is not known; one"
                + " of hex, base64url",
            "line 6: enrich[1].remove.fields: is required and missing",
            "line 7: enrich[2].remove.request: 'ipp' is not known, did you mean 'ip'?; some of ip,"
                + " user_agent",
            "line 7: enrich[2].remove.fields: is required and missing",
            "line 8: enrich[3].remove: '/id' holds the id of source 'web', which topics and stores"
                + " keep beside the event as it came; let another field be event.id",
            "line 8: enrich[3].remove: '/type' holds the type of source 'web', which topics and"
                + " stores keep beside the event as it came; let another field be event.type",
            "line 9: enrich[4].anonymise_ip.v4_octets: '5' is not a whole number from 1 to 4",
            "line 9: enrich[4].anonymise_ip.v6_bit: is not a setting here, did you mean"
                + " 'v6_bits'?; known: from, into, v4_octets, v6_bits",
            "line 10: enrich[5].constant.value: 'a' is given twice",
            "line 11: enrich[6].constant.value: is required and missing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "NO_SUCH_KEY | 'NO_SUCH_KEY' is not set; it holds the key of the hash, at least 16 bytes",
        "SHORT_KEY | 'SHORT_KEY' has 15 bytes; at least 16 are needed",
      })
  void theKeyIsAskedForBeforeAnythingRuns(String variable, String message) {
    String yaml = Given.WEB + "enrich: [{pseudonymise: {fields: /a, key_env: " + variable + "}}]";

    assertThat(Enrichments.check(Given.pipeline(yaml)))
        .singleElement()
        .asString()
        .startsWith("line 5: enrich[0].pseudonymise.key_env: ")
        .contains(message);
    assertThatThrownBy(() -> Given.steps(yaml)).hasMessageContaining(message);
  }

  @Test
  void allProblemsAreToldAtOnceThoseOfKeysAndFilesToo() {
    String yaml =
        Given.WEB
            + """
            enrich:
              - pseudonymise: {fields: /a, key_env: NO_SUCH_KEY}
              - url: {from: /u, take: [hst]}
              - geo_ip: {file: /no/such.mmdb}
            """;

    assertThat(Enrichments.check(Given.pipeline(yaml)))
        .extracting(Problem::path)
        .containsExactly(
            "enrich[0].pseudonymise.key_env", "enrich[1].url.take", "enrich[2].geo_ip.file");
  }

  @Test
  void whoeverAsksAboutTheEnrichedEventSeesWhatIsLeft() throws Exception {
    var pipeline =
        Given.pipeline(
            Given.WEB
                + """
                enrich:
                  - remove: {fields: [/user/mail, /card]}
                  - text: {from: /user/name, into: name}
                """);
    Enricher enricher = Enricher.of(pipeline, pipeline.sources().get(0), 1_000);
    JsonScanner scanner =
        new JsonScanner(
            JsonFields.of(
                Stream.concat(enricher.pointers(), Stream.of("/user", "/other", "/none"))
                    .distinct()
                    .toList()));
    enricher.bind(scanner);
    scanner.scan(
        "{\"user\":{\"mail\":\"m\",\"name\":\"n\"},\"card\":1,\"other\":2}".getBytes(UTF_8));

    enricher.enrich(new EventFacts("i", "web", "t", 0, 0), Sender.UNKNOWN, null);

    assertThat(enricher.added("user")).asString().isEqualTo("{\"name\":\"n\"}");
    assertThat(enricher.added("name")).asString().isEqualTo("\"n\"");
    assertThat(enricher.added("card")).asString().isEqualTo("null");
    assertThat(enricher.added("other")).asString().isEqualTo("2");
    assertThat(enricher.added("none")).isNull();
    assertThat(enricher.added("")).isNull();
  }
}
