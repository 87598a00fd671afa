package io.eventmill.steps.validate;

import com.fasterxml.jackson.databind.JsonNode;

/** What a value may be, as bits of {@link Types}. */
record TypeRule(int types, JsonNode expected) implements Rule {
  static TypeRule of(JsonNode type) {
    return new TypeRule(Types.of(type), type);
  }
}
