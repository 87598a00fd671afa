package io.eventmill.steps.validate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;

/**
 * The compiled form never says anything else than the library, on schemas and events made at
 * random: same verdict, and a place and keyword that the library names too. A failure prints the
 * schema and the event; jqwik prints the seed.
 */
class CompiledIsTheLibraryProperties {
  private static final int EVENTS = 10;
  private static final List<Draft> DRAFTS =
      List.of(Draft.DRAFT_6, Draft.DRAFT_7, Draft.DRAFT_2019_09, Draft.DRAFT_2020_12);

  private static final List<String> EVERYDAY_NUMBERS =
      List.of("0", "1", "-1", "2", "3", "2.5", "99.99", "0.01", "100", "12345");
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static int pairs;
  private static int accepted;
  private static int whollyCompiled;

  @Property(tries = 800, shrinking = ShrinkingMode.OFF)
  void onSchemasOfCommonKeywords(@ForAll Random random) {
    compare(random, true);
  }

  @Property(tries = 300, shrinking = ShrinkingMode.OFF)
  void onSchemasThatAreLeftToTheLibraryInParts(@ForAll Random random) {
    compare(random, false);
  }

  /** No dialect, reader or pattern of ours: the library out of the box, with everyday numbers. */
  @Property(tries = 100, shrinking = ShrinkingMode.OFF)
  void theLibraryOutOfTheBoxSaysTheSame(@ForAll Random random) throws JsonProcessingException {
    Draft draft = DRAFTS.get(random.nextInt(DRAFTS.size()));
    String schema = new RandomSchemas(random, true).root(draft).toString();
    JsonNode guide = SchemaCheck.read(schema, SchemaSettings.defaults());
    Schema theirs =
        SchemaRegistry.withDefaultDialect(
                draft.version(),
                builder ->
                    builder.schemaRegistryConfig(
                        SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()))
            .getSchema(schema);
    SchemaValidator ours = SchemaValidator.compile(schema);
    RandomInstances instances = new RandomInstances(random, EVERYDAY_NUMBERS);
    for (int i = 0; i < EVENTS; i++) {
      String json = instances.fitting(guide, 4);
      Violation violation = ours.validate(json.getBytes(StandardCharsets.UTF_8));
      if (violation == null || !violation.isAboutJson()) {
        assertThat(violation == null)
            .as("%s with %s: %s", schema, json, violation)
            .isEqualTo(theirs.validate(MAPPER.readTree(json)).isEmpty());
      }
    }
  }

  @Example
  void aLimitIsTheSameOnBothWays() {
    Reference reference = new Reference("true", SchemaSettings.defaults());

    assertThat(reference.accepts("[1e1000, 0.1]")).isTrue();
    assertThat(reference.accepts("[1e1001]")).isFalse();
  }

  private static void compare(Random random, boolean compiledOnly) {
    Draft draft = DRAFTS.get(random.nextInt(DRAFTS.size()));
    ObjectNode schema = new RandomSchemas(random, compiledOnly).root(draft);
    Reference reference = new Reference(schema.toString(), SchemaSettings.defaults());
    JsonNode guide = SchemaCheck.read(schema.toString(), SchemaSettings.defaults());
    RandomInstances instances = new RandomInstances(random);
    for (int i = 0; i < EVENTS; i++) {
      accepted += reference.accepts(instances.fitting(guide, 4)) ? 1 : 0;
      pairs++;
    }
    whollyCompiled += reference.isWhollyCompiled() ? 1 : 0;
  }

  @AfterContainer
  static void bothVerdictsWereCommon() {
    System.out.printf(
        "compared %d pairs of schema and event, %d valid, %d schemas wholly compiled%n",
        pairs, accepted, whollyCompiled);
    assertThat(pairs).isGreaterThanOrEqualTo(10_000);
    assertThat(accepted).isBetween(pairs / 10, pairs * 9 / 10);
    assertThat(whollyCompiled).isGreaterThan(600);
  }
}
