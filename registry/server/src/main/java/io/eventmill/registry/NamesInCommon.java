package io.eventmill.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * Spells out, in two schemas that are to be compared, what {@code additionalProperties} says of a
 * field that only the other one names. It changes the meaning of neither. The comparison looks at
 * named fields only and would take {@code {"additionalProperties":{"type":"number"}}} to fit any
 * schema that names one more field, of whatever type. Not done behind references.
 */
final class NamesInCommon {
  private final int nodesMax;
  private int nodes;

  private NamesInCommon(int nodesMax) {
    this.nodesMax = nodesMax;
  }

  /**
   * @param nodesMax how much may be added: what stands for any field is repeated for each
   * @return the schema with the names that the other one has
   */
  static JsonNode spellOut(JsonNode schema, JsonNode other, int nodesMax) {
    JsonNode copy = schema.deepCopy();
    new NamesInCommon(nodesMax).add(copy, other);
    return copy;
  }

  private void add(JsonNode schema, JsonNode other) {
    if (!(schema instanceof ObjectNode object) || !other.isObject()) {
      return;
    }
    JsonNode rest = object.path("additionalProperties");
    if (rest.isObject() && !object.has("patternProperties") && !object.has("$ref")) {
      ObjectNode properties = object.withObjectProperty("properties");
      for (Map.Entry<String, JsonNode> field : other.path("properties").properties()) {
        if (!properties.has(field.getKey())) {
          count(rest);
          properties.set(field.getKey(), rest.deepCopy());
        }
      }
    }
    for (Map.Entry<String, JsonNode> field : object.path("properties").properties()) {
      JsonNode same = other.path("properties").path(field.getKey());
      add(field.getValue(), same.isMissingNode() ? other.path("additionalProperties") : same);
    }
    JsonNode items = object.path("items");
    if (items instanceof ArrayNode tuple) {
      for (int i = 0; i < tuple.size(); i++) {
        add(tuple.get(i), other.path("items").path(i));
      }
    } else {
      add(items, other.path("items"));
    }
    add(rest, other.path("additionalProperties"));
  }

  private void count(JsonNode added) {
    nodes++;
    if (nodes > nodesMax) {
      throw RegistryException.tooManySteps(nodesMax);
    }
    added.forEach(this::count);
  }
}
