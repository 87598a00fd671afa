package io.eventmill.steps.validate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** The places of a schema where schemas stand, as opposed to names, values and notes. */
final class Subschemas {
  private static final Set<String> ONE =
      Set.of(
          "items",
          "additionalItems",
          "additionalProperties",
          "contains",
          "propertyNames",
          "not",
          "if",
          "then",
          "else",
          "unevaluatedItems",
          "unevaluatedProperties");

  private static final Set<String> LIST = Set.of("allOf", "anyOf", "oneOf", "prefixItems", "items");

  private static final Set<String> MAP =
      Set.of(
          "properties",
          "patternProperties",
          "$defs",
          "definitions",
          "dependentSchemas",
          "dependencies");

  private Subschemas() {}

  /** Tells each schema in this one, itself first, with its JSON pointer. */
  static void each(JsonNode schema, BiConsumer<String, JsonNode> to) {
    each("", schema, to);
  }

  private static void each(String pointer, JsonNode schema, BiConsumer<String, JsonNode> to) {
    if (!schema.isObject()) {
      return;
    }
    to.accept(pointer, schema);
    for (Map.Entry<String, JsonNode> field : schema.properties()) {
      String keyword = field.getKey();
      JsonNode value = field.getValue();
      String at = pointer + "/" + Pointers.escape(keyword);
      if (value.isArray() && LIST.contains(keyword)) {
        for (int i = 0; i < value.size(); i++) {
          each(at + "/" + i, value.get(i), to);
        }
      } else if (value.isObject() && MAP.contains(keyword)) {
        value
            .properties()
            .forEach(
                entry -> each(at + "/" + Pointers.escape(entry.getKey()), entry.getValue(), to));
      } else if (ONE.contains(keyword)) {
        each(at, value, to);
      }
    }
  }
}
