package io.eventmill.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;

/** What is said, in the protocol's field names. */
final class Answers {
  private Answers() {}

  /** Under a subject. */
  static ObjectNode version(SchemaVersion version) {
    ObjectNode answer = object().put("subject", version.subject());
    answer.put("version", version.version()).put("id", version.id());
    content(answer, version.content());
    if (version.deleted()) {
      answer.put("deleted", true);
    }
    return answer;
  }

  static ObjectNode registered(SchemaVersion version) {
    ObjectNode answer = object().put("id", version.id()).put("version", version.version());
    content(answer, version.content());
    return answer;
  }

  static ObjectNode content(ObjectNode answer, SchemaContent content) {
    answer.put("guid", content.guid()).put("schemaType", "JSON");
    if (!content.references().isEmpty()) {
      ArrayNode references = answer.putArray("references");
      for (SchemaReference reference : content.references()) {
        references
            .addObject()
            .put("name", reference.name())
            .put("subject", reference.subject())
            .put("version", reference.version());
      }
    }
    return answer.put("schema", content.text());
  }

  static ObjectNode subjectVersion(SchemaVersion version) {
    return object().put("subject", version.subject()).put("version", version.version());
  }

  /** As in a request to set it. */
  static ObjectNode levelSet(CompatibilityLevel level) {
    return object().put("compatibility", level.name());
  }

  /** As in force. */
  static ObjectNode level(CompatibilityLevel level) {
    return object().put("compatibilityLevel", level.name());
  }

  static ObjectNode mode(Mode mode) {
    return object().put("mode", mode.name());
  }

  static ObjectNode compatible(List<String> problems, boolean verbose) {
    ObjectNode answer = object().put("is_compatible", problems.isEmpty());
    if (verbose) {
      ArrayNode messages = answer.putArray("messages");
      problems.forEach(messages::add);
    }
    return answer;
  }

  static ObjectNode error(int code, String message) {
    return object().put("error_code", code).put("message", message);
  }

  static ArrayNode texts(Collection<String> values) {
    ArrayNode answer = JsonNodeFactory.instance.arrayNode();
    values.forEach(answer::add);
    return answer;
  }

  static ArrayNode numbers(Collection<Integer> values) {
    ArrayNode answer = JsonNodeFactory.instance.arrayNode();
    values.forEach(answer::add);
    return answer;
  }

  static ArrayNode list(Collection<? extends JsonNode> values) {
    ArrayNode answer = JsonNodeFactory.instance.arrayNode();
    answer.addAll(values);
    return answer;
  }

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
