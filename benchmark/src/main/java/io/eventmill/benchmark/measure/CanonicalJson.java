package io.eventmill.benchmark.measure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * JSON in one form, whoever wrote it: fields sorted, no white space, no needless escapes. Two
 * records of one meaning have the same bytes.
 */
public final class CanonicalJson {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  private CanonicalJson() {}

  public static byte[] of(byte[] json) {
    return bytes(tree(json));
  }

  /** Without a field of the outermost object. */
  public static byte[] without(String field, byte[] json) {
    ObjectNode tree = (ObjectNode) tree(json);
    tree.remove(field);
    return bytes(tree);
  }

  static JsonNode tree(byte[] json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Maps are what Jackson sorts. */
  public static byte[] bytes(JsonNode tree) {
    try {
      return JSON.writeValueAsBytes(JSON.treeToValue(tree, Object.class));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
