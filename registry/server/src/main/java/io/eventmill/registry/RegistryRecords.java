package io.eventmill.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.eventmill.topics.CompactedLog.Entry;
import java.util.ArrayList;
import java.util.List;

/**
 * What stands in the topic. Keys and values are JSON with the field names that other registries use
 * in theirs. A row is one version of a subject, whole; one level or mode; or the highest id ever
 * given.
 */
final class RegistryRecords {
  private static final ObjectMapper JSON = new ObjectMapper();

  private RegistryRecords() {}

  static Entry version(SchemaVersion version) {
    ObjectNode value = JsonNodeFactory.instance.objectNode();
    value.put("subject", version.subject());
    value.put("version", version.version());
    value.put("id", version.id());
    value.put("schemaType", "JSON");
    ArrayNode references = value.putArray("references");
    for (SchemaReference reference : version.content().references()) {
      references
          .addObject()
          .put("name", reference.name())
          .put("subject", reference.subject())
          .put("version", reference.version());
    }
    value.put("schema", version.content().text());
    value.put("deleted", version.deleted());
    return new Entry(versionKey(version.subject(), version.version()), text(value));
  }

  static Entry noVersion(String subject, int version) {
    return new Entry(versionKey(subject, version), null);
  }

  /**
   * @param subject null: for all
   * @param level null: none any more
   */
  static Entry level(String subject, CompatibilityLevel level) {
    return setting("CONFIG", subject, "compatibilityLevel", level);
  }

  /** As {@link #level}. */
  static Entry mode(String subject, Mode mode) {
    return setting("MODE", subject, "mode", mode);
  }

  static Entry highestId(int id) {
    ObjectNode key = key("HIGHEST_ID").put("magic", 0);
    return new Entry(text(key), text(JsonNodeFactory.instance.objectNode().put("id", id)));
  }

  static SchemaVersion version(JsonNode value) {
    List<SchemaReference> references = new ArrayList<>();
    for (JsonNode reference : value.path("references")) {
      references.add(
          new SchemaReference(
              reference.required("name").asText(),
              reference.required("subject").asText(),
              reference.required("version").asInt()));
    }
    return new SchemaVersion(
        value.required("subject").asText(),
        value.required("version").asInt(),
        value.required("id").asInt(),
        new SchemaContent(value.required("schema").asText(), references),
        value.path("deleted").asBoolean());
  }

  static JsonNode parse(String json) throws JsonProcessingException {
    return JSON.readTree(json);
  }

  private static Entry setting(String keytype, String subject, String name, Enum<?> value) {
    ObjectNode key = key(keytype).put("subject", subject).put("magic", 0);
    return new Entry(
        text(key),
        value == null ? null : text(JsonNodeFactory.instance.objectNode().put(name, value.name())));
  }

  private static String versionKey(String subject, int version) {
    return text(key("SCHEMA").put("subject", subject).put("version", version).put("magic", 1));
  }

  private static ObjectNode key(String keytype) {
    return JsonNodeFactory.instance.objectNode().put("keytype", keytype);
  }

  private static String text(JsonNode json) {
    try {
      return JSON.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e); // a tree of ours always has a text
    }
  }
}
