package io.eventmill.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Locale;
import java.util.TreeMap;

/** Reads a schema's text strictly and writes it in the one form that is kept and compared. */
final class SchemaText {
  private final RegistryLimits limits;
  private final JsonMapper strict;

  SchemaText(RegistryLimits limits) {
    this.limits = limits;
    StreamReadConstraints constraints =
        StreamReadConstraints.builder()
            .maxNestingDepth(limits.schemaDepthMax())
            .maxStringLength(limits.schemaBytesMax())
            .build();
    // Numbers keep their digits; a field that stands twice would be read differently by others.
    this.strict =
        JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    strict.getFactory().setStreamReadConstraints(constraints);
  }

  /** Without white space; with {@code normalize} its fields are in order, too. */
  String canonical(String schema, boolean normalize) {
    JsonNode json = parse(schema);
    try {
      return checked(strict.writeValueAsString(normalize ? sorted(json) : json));
    } catch (JsonProcessingException e) {
      throw RegistryException.invalidSchema(e.getOriginalMessage());
    }
  }

  JsonNode parse(String schema) {
    if (schema.isBlank()) {
      throw RegistryException.invalidSchema("it is empty");
    }
    try {
      JsonNode json = strict.readTree(schema);
      if (!json.isObject() && !json.isBoolean()) {
        throw RegistryException.invalidSchema(
            "a JSON Schema is an object or a boolean, this is a "
                + json.getNodeType().toString().toLowerCase(Locale.ROOT));
      }
      return json;
    } catch (StreamConstraintsException e) {
      throw RegistryException.invalidSchema(
          "%s; the limits are %d levels (registry.schema_depth_max) and %d bytes (registry.schema_bytes_max)"
              .formatted(e.getOriginalMessage(), limits.schemaDepthMax(), limits.schemaBytesMax()));
    } catch (JsonProcessingException e) {
      throw RegistryException.invalidSchema(
          "it is not JSON: %s at line %d, column %d"
              .formatted(
                  e.getOriginalMessage(),
                  e.getLocation().getLineNr(),
                  e.getLocation().getColumnNr()));
    }
  }

  private static JsonNode sorted(JsonNode json) {
    if (json.isArray()) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode(json.size());
      json.forEach(element -> array.add(sorted(element)));
      return array;
    }
    if (!json.isObject()) {
      return json;
    }
    TreeMap<String, JsonNode> fields = new TreeMap<>();
    json.properties().forEach(field -> fields.put(field.getKey(), sorted(field.getValue())));
    return JsonNodeFactory.instance.objectNode().setAll(fields);
  }

  private String checked(String text) {
    if (!UTF_8.newEncoder().canEncode(text)) {
      throw RegistryException.invalidSchema("it holds half of a surrogate pair");
    }
    int bytes = text.getBytes(UTF_8).length;
    if (bytes > limits.schemaBytesMax()) {
      throw RegistryException.tooLarge(bytes, limits.schemaBytesMax());
    }
    return text;
  }
}
