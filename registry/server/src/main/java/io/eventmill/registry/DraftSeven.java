package io.eventmill.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/**
 * Says in the words of draft 7, which the comparison knows, what drafts 2019-09 and 2020-12 say in
 * others: tuples, dependencies, anchors, recursive references. What draft 7 has no word for ({@code
 * unevaluated…}, {@code minContains}, {@code maxContains}) is left as it is and counts for nothing.
 */
final class DraftSeven {
  /** Keywords whose value is a schema. */
  static final Set<String> SCHEMA =
      Set.of(
          "additionalItems",
          "additionalProperties",
          "contains",
          "else",
          "if",
          "not",
          "propertyNames",
          "then");

  /** Keywords whose value is an array of schemas. */
  private static final Set<String> SCHEMAS = Set.of("allOf", "anyOf", "oneOf");

  /** Keywords whose value maps names to schemas. */
  private static final Set<String> NAMED =
      Set.of("$defs", "definitions", "patternProperties", "properties");

  private DraftSeven() {}

  static JsonNode of(JsonNode schema) {
    if (schema.isArray()) {
      ArrayNode schemas = JsonNodeFactory.instance.arrayNode(schema.size());
      schema.forEach(each -> schemas.add(of(each)));
      return schemas;
    }
    if (!schema.isObject()) {
      return schema;
    }
    boolean tuple = schema.has("prefixItems");
    ObjectNode out = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> field : schema.properties()) {
      put(out, field.getKey(), field.getValue(), tuple);
    }
    return out;
  }

  private static void put(ObjectNode out, String keyword, JsonNode value, boolean tuple) {
    switch (keyword) {
      case "$schema" -> keepOlder(out, value);
      case "prefixItems" -> out.set("items", of(value));
      case "items" -> out.set(tuple ? "additionalItems" : "items", of(value));
      case "dependentRequired", "dependentSchemas", "dependencies" -> {
        if (value.isObject()) {
          out.withObject("/dependencies").setAll((ObjectNode) eachOf(value));
        } else {
          out.set("dependencies", value); // for the loader to complain about
        }
      }
      // In short, as the comparison overlooks it in long: a field of any name may hold anything.
      case "additionalProperties" ->
          out.set(keyword, value.isObject() && value.isEmpty() ? BooleanNode.TRUE : of(value));
      case "$anchor" -> out.put("$id", "#" + value.asText());
      case "$recursiveRef", "$dynamicRef" -> out.set("$ref", value);
      default ->
          out.set(
              keyword,
              SCHEMA.contains(keyword) || SCHEMAS.contains(keyword)
                  ? of(value)
                  : NAMED.contains(keyword) ? eachOf(value) : value);
    }
  }

  /** The loader goes by it for drafts 4, 6 and 7 and takes all else for draft 7. */
  private static void keepOlder(ObjectNode out, JsonNode draft) {
    if (draft.asText().matches("https?://json-schema\\.org/draft-0[467]/schema#?")) {
      out.set("$schema", draft);
    }
  }

  private static JsonNode eachOf(JsonNode named) {
    if (!named.isObject()) {
      return named;
    }
    ObjectNode out = JsonNodeFactory.instance.objectNode();
    named
        .properties()
        .forEach(
            field ->
                out.set(
                    field.getKey(),
                    field.getValue().isArray() ? field.getValue() : of(field.getValue())));
    return out;
  }
}
