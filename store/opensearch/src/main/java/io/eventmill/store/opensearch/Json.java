package io.eventmill.store.opensearch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;

/** Requests and answers as trees. Rows are written without one. */
final class Json {
  static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static ArrayNode array() {
    return MAPPER.createArrayNode();
  }

  /** An object of one field. */
  static ObjectNode of(String name, JsonNode value) {
    return object().set(name, value);
  }

  static ObjectNode term(String field, String value) {
    return of("term", object().put(field, value));
  }

  static ObjectNode term(String field, long value) {
    return of("term", object().put(field, value));
  }

  static ObjectNode terms(String field, Collection<String> values) {
    ArrayNode array = array();
    values.forEach(array::add);
    return of("terms", of(field, array));
  }

  /** From included, to excluded; null for no bound. */
  static ObjectNode range(String field, Long from, Long to) {
    ObjectNode bounds = object();
    if (from != null) {
      bounds.put("gte", from);
    }
    if (to != null) {
      bounds.put("lt", to);
    }
    return of("range", of(field, bounds));
  }

  static byte[] bytes(JsonNode node) {
    try {
      return MAPPER.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
