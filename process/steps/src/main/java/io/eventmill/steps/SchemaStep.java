package io.eventmill.steps;

import io.eventmill.event.Reason;
import io.eventmill.pipeline.PinnedSchema;
import io.eventmill.pipeline.SchemaPins;
import io.eventmill.pipeline.SchemaRef;
import io.eventmill.pipeline.SourceSchema;
import io.eventmill.steps.validate.BadSchemaException;
import io.eventmill.steps.validate.SchemaSettings;
import io.eventmill.steps.validate.SchemaValidator;
import io.eventmill.steps.validate.Violation;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Lets an event pass that is what the schema of its type says. Compiled once, asks nobody. */
final class SchemaStep {
  /**
   * @param title subject and version; the subject alone when it is not known
   * @param validator null: there is no schema to check with
   * @param idJson the schema's id
   * @param unknown why there is no schema
   */
  private record Check(String title, SchemaValidator validator, byte[] idJson, String unknown) {}

  private final Map<String, Check> byType = new HashMap<>();
  private final Check byDefault;

  /**
   * @throws IllegalArgumentException when the pins do not say what a reference stands for
   */
  SchemaStep(SourceSchema schema, SchemaPins pins, SchemaSettings settings) {
    Map<String, Check> compiled = new HashMap<>(); // several types may name the same one
    for (SchemaRef ref : schema.all()) {
      compiled.computeIfAbsent(ref.key(), key -> check(ref, pins, settings));
    }
    schema.types().forEach((type, ref) -> byType.put(type, compiled.get(ref.key())));
    byDefault = schema.byDefault() == null ? null : compiled.get(schema.byDefault().key());
  }

  /** The id of the schema that the event fits, as JSON; null when its type has none. */
  byte[] pass(String type, byte[] json) throws Refusal {
    Check check = byType.getOrDefault(type, byDefault);
    if (check == null) {
      return null;
    }
    if (check.validator == null) {
      throw new Refusal(Reason.SCHEMA_UNKNOWN, check.unknown, null, check.title);
    }
    Violation violation = check.validator.validate(json);
    if (violation != null) {
      throw refusal(violation, check.title);
    }
    return check.idJson;
  }

  private static Refusal refusal(Violation violation, String schema) {
    boolean twice = violation.keyword().equals(Violation.DUPLICATE);
    String pointer = violation.pointer().isEmpty() ? null : violation.pointer();
    return new Refusal(
        twice ? Reason.DUPLICATE_FIELD : Reason.SCHEMA_VIOLATION,
        violation.message(),
        pointer,
        schema);
  }

  private static Check check(SchemaRef ref, SchemaPins pins, SchemaSettings settings) {
    PinnedSchema pin = pins.known().get(ref.key());
    if (pin == null) {
      String why = pins.unknown().get(ref.key());
      if (why == null) {
        throw new IllegalArgumentException("nobody has said what schema '" + ref.key() + "' is");
      }
      return new Check(ref.subject(), null, null, why);
    }
    try {
      byte[] id = Integer.toString(pin.id()).getBytes(StandardCharsets.UTF_8);
      return new Check(pin.title(), SchemaValidator.compile(pin.text(), settings), id, null);
    } catch (BadSchemaException e) {
      return new Check(pin.title(), null, null, pin.title() + " cannot be used: " + e.getMessage());
    }
  }
}
