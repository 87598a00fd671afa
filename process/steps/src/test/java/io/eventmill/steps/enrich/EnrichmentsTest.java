package io.eventmill.steps.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.eventmill.pipeline.Pipeline;
import io.eventmill.pipeline.PipelineFile;
import io.eventmill.pipeline.Problem;
import io.eventmill.pipeline.SchemaPins;
import io.eventmill.steps.EventSteps;
import io.eventmill.steps.Given;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnrichmentsTest {
  private static final String BAD =
      Given.WEB
          + """
          enrich:
            - categry: {from: /a, into: b}
            - category: {from: a, into: /b, table: {x: , y: {z: 1}}, otherwse: c}
            - category: {from: /a, into: '', table: {}}
            - email_domain: {}
            - email_domain: {from: /a, into: b, from: /c}
            - text: {from: [/a, b, {}], into: c}
            - text: {from: [], into: c, betwen: x}
            - text: {into: c}
          """;

  @Test
  void findsNothingWrongWithGoodOnes() {
    assertThat(Enrichments.check(Given.pipeline(Given.ENRICHED))).isEmpty();
  }

  @Test
  void knowsWhatWritesWhichField() {
    String enrich =
        """
        enrich:
          - url: {from: /page, take: [host], parameters: {q: asked}}
          - constant: {into: shop, value: one}
          - constant: {into: shop, value: two}
          - pseudonymise: {fields: [/mail, /user/a~1b/name], key_env: KEY}
          - anonymise_ip: {into: ip}
        """;

    assertThat(Enrichments.writers(PipelineFile.parse(Given.WEB + enrich).pipeline()))
        .containsOnly(
            entry("url_host", "url"),
            entry("asked", "url"),
            entry("shop", "constant"),
            entry("mail", "pseudonymise"),
            entry("user", "pseudonymise"),
            entry("ip", "anonymise_ip"));
    assertThat(Pointers.field("/a~1b~0")).isEqualTo("a/b~");
  }

  @Test
  void findsEverythingThatIsWrongAtOnceInFileOrder() {
    List<Problem> problems = Enrichments.check(PipelineFile.parse(BAD).pipeline());

    assertThat(problems)
        .extracting(Problem::toString)
        .containsExactly(
            "line 6: enrich[0].categry: 'categry' is not an enrichment, did you mean 'category'?;"
                + " known: user_agent, geo_ip, referrer, url, campaign, email_domain, category,"
                + " lookup, constant, copy, received_time, text, expression, anonymise_ip, pseudonymise, remove,"
                + " troublesome",
            "line 7: enrich[1].category.from: 'a' is not a JSON pointer; one starts with '/',"
                + " did you mean '/a'?",
            "line 7: enrich[1].category.into: '/b' is a pointer; a field's name is expected,"
                + " e.g. 'b'",
            "line 7: enrich[1].category.table.x: is required and missing",
            "line 7: enrich[1].category.table.y: expected a text, found settings (name: value)",
            "line 7: enrich[1].category.otherwse: is not a setting here,"
                + " did you mean 'otherwise'?; known: from, into, table, otherwise",
            "line 8: enrich[2].category.into: is empty; a field's name is expected",
            "line 8: enrich[2].category.table: has no rows (value: category)",
            "line 9: enrich[3].email_domain.from: is required and missing",
            "line 9: enrich[3].email_domain.into: is required and missing",
            "line 11: enrich[5].text.from: 'b' is not a JSON pointer; one starts with '/',"
                + " did you mean '/b'?",
            "line 11: enrich[5].text.from: expected JSON pointers in the list, found settings"
                + " (name: value)",
            "line 12: enrich[6].text.from: is an empty list; name at least one JSON pointer,"
                + " such as /event_id",
            "line 12: enrich[6].text.betwen: is not a setting here, did you mean 'between'?;"
                + " known: from, into, between",
            "line 13: enrich[7].text.from: is required and missing");
  }

  @Test
  void tellsTheSameWhenAskedTwiceAndLeavesTheFilesOwnProblemsAlone() {
    PipelineFile.Read read = PipelineFile.parse(BAD);
    int inTheFile = read.problems().size();

    List<Problem> once = Enrichments.check(read.pipeline());
    List<Problem> twice = Enrichments.check(read.pipeline());

    assertThat(twice).isEqualTo(once);
    assertThat(read.problems()).hasSize(inTheFile);
    assertThat(read.problems()).doesNotContainAnyElementsOf(once);
  }

  @Test
  void areNotBuiltWithProblems() {
    Pipeline pipeline = PipelineFile.parse(BAD).pipeline();

    assertThatThrownBy(() -> EventSteps.of(pipeline, pipeline.sources().get(0), SchemaPins.none()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("did you mean 'category'?")
        .hasMessageContaining("enrich[3].email_domain.into: is required and missing");
  }

  @Test
  void mayNotAddTheFieldThatNotesTheSchema() {
    String yaml =
        """
        name: n
        sources:
          web: {event: {type: /t, time: /t}, schema: {default: s, into: domain}}
        enrich:
          - email_domain: {from: /mail, into: domain}
        """;

    assertThat(Enrichments.check(PipelineFile.parse(yaml).pipeline()))
        .extracting(Problem::toString)
        .containsExactly(
            "line 5: enrich[0].email_domain.into: 'domain' is where source 'web' notes its schema;"
                + " add another field, or move that one with schema: {into: …}");
    assertThat(
            Enrichments.check(
                PipelineFile.parse(yaml.replace(", into: domain}}", "}}")).pipeline()))
        .isEmpty();
  }
}
