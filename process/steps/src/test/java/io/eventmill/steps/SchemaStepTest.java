package io.eventmill.steps;

import static io.eventmill.steps.Given.event;
import static io.eventmill.steps.Given.failed;
import static io.eventmill.steps.Given.record;
import static io.eventmill.steps.Given.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventmill.event.FailedEvent;
import io.eventmill.event.Reason;
import io.eventmill.pipeline.PinnedSchema;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.pipeline.SchemaPins;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SchemaStepTest {
  private static final String ORDER =
      """
      {"type":"object","required":["sku"],"properties":{"price":{"minimum":0}}}""";

  private static final SchemaPins PINS =
      new SchemaPins(
          Map.of(
              "orders", new PinnedSchema("orders", 3, 17, ORDER),
              "schemas/any.json", new PinnedSchema("any", 1, 4, "true"),
              "half", new PinnedSchema("half", 1, 5, "{")),
          Map.of("gone", "there is no subject 'gone' in the registry"));

  @Test
  void anEventThatFitsSaysWhichSchemaItFits() {
    EventSteps steps = steps("schema: orders");

    assertThat(text(steps.process(record(json("order", "\"sku\":\"a\"")))))
        .isEqualTo("{\"id\":1,\"type\":\"order\",\"time\":0,\"sku\":\"a\",\"schema_id\":17}");
  }

  @Test
  void anEventThatDoesNotFitFailsWithPlaceSentenceAndSchemaBeforeItIsEnriched() {
    EventSteps steps =
        steps("schema: orders", "enrich:\n  - email_domain: {from: /mail, into: domain}\n");
    String json = json("order", "\"sku\":\"a\",\"price\":-1,\"mail\":[]");

    FailedEvent failed = failed(steps.process(record(json)));

    assertThat(failed.reason()).isEqualTo(Reason.SCHEMA_VIOLATION);
    assertThat(failed.pointer()).isEqualTo("/price");
    assertThat(failed.message()).isEqualTo("/price is -1 (a number); it must be at least 0");
    assertThat(failed.schema()).isEqualTo("orders:3");
    assertThat(failed.id()).isEqualTo("1");
    assertThat(failed.body()).asString().isEqualTo(json);
  }

  @Test
  void identityIsToldBeforeTheSchema() {
    FailedEvent failed =
        failed(steps("schema: orders").process(record("{\"id\":1,\"type\":\"order\"}")));

    assertThat(failed.reason()).isEqualTo(Reason.TIME_MISSING);
    assertThat(failed.schema()).isNull();
  }

  @Test
  void theIdIsAddedTogetherWithTheEnrichmentsAndReplacesAFieldOfThatName() {
    EventSteps steps =
        steps("schema: orders", "enrich:\n  - email_domain: {from: /mail, into: domain}\n");
    String json = json("order", "\"schema_id\":\"mine\",\"sku\":1,\"mail\":\"a@b.c\"");

    assertThat(text(steps.process(record(json))))
        .isEqualTo(
            "{\"id\":1,\"type\":\"order\",\"time\":0,\"sku\":1,\"mail\":\"a@b.c\","
                + "\"domain\":\"b.c\",\"schema_id\":17}");
  }

  @Test
  void eachTypeHasItsOwnAndOthersTheDefaultOrNone() {
    EventSteps withDefault =
        steps("schema: {default: schemas/any.json, types: {order: orders}, into: checked}");
    EventSteps without = steps("schema: {types: {order: orders}}");

    assertThat(failed(withDefault.process(record(json("order", "\"a\":0")))).schema())
        .isEqualTo("orders:3");
    assertThat(text(withDefault.process(record(json("view", "\"a\":0")))))
        .endsWith(",\"checked\":4}");
    assertThat(failed(without.process(record(json("order", "\"a\":0")))).pointer())
        .isEqualTo("/sku");
    String view = json("view", "\"a\":0");
    assertThat(event(without.process(record(view))).json()).asString().isEqualTo(view);
  }

  @Test
  void nothingIsAddedWhereTheFileSaysSo() {
    String json = json("order", "\"sku\":\"a\"");

    assertThat(text(steps("schema: {default: orders, into: none}").process(record(json))))
        .isEqualTo(json);
  }

  @Test
  void anEventWhoseSchemaIsNotKnownFailsWithTheReasonWhy() {
    EventSteps steps = steps("schema: {types: {order: gone}}");

    FailedEvent failed = failed(steps.process(record(json("order", "\"a\":0"))));

    assertThat(failed.reason()).isEqualTo(Reason.SCHEMA_UNKNOWN);
    assertThat(failed.message()).isEqualTo("there is no subject 'gone' in the registry");
    assertThat(failed.schema()).isEqualTo("gone");
    assertThat(text(steps.process(record(json("view", "\"a\":0"))))).contains("view");
  }

  @Test
  void aSchemaThatCannotBeUsedIsNotAReasonToStop() {
    FailedEvent failed = failed(steps("schema: half").process(record(json("a", "\"a\":0"))));

    assertThat(failed.reason()).isEqualTo(Reason.SCHEMA_UNKNOWN);
    assertThat(failed.message()).startsWith("half:1 cannot be used: the schema");
  }

  @Test
  void aNameThatStandsTwiceIsADuplicateField() {
    FailedEvent failed =
        failed(steps("schema: orders").process(record(json("a", "\"sku\":1,\"sku\":2"))));

    assertThat(failed.reason()).isEqualTo(Reason.DUPLICATE_FIELD);
    assertThat(failed.pointer()).isEqualTo("/sku");
  }

  @Test
  void doesNotBeginWithASchemaThatNobodyHasLookedFor() {
    assertThatThrownBy(() -> steps("schema: nobody"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nobody");
  }

  private static String json(String type, String rest) {
    return "{\"id\":1,\"type\":\"" + type + "\",\"time\":0," + rest + "}";
  }

  private static EventSteps steps(String schema, String... more) {
    Pipeline pipeline =
        Given.pipeline(
            """
            name: shop
            sources:
              web:
                event: {id: /id, type: /type, time: /time}
                %s
            %s"""
                .formatted(schema, String.join("", more)));
    return EventSteps.of(pipeline, pipeline.source("web"), PINS);
  }
}
