package io.eventmill.app.fuzz;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Another reader's opinion, which shares nothing with ours: the JDK's strict UTF-8 decoder, then
 * Jackson, token by token.
 */
public final class StrictJson {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(100_000)
                  .maxNumberLength(2_000_000)
                  .maxNameLength(2_000_000)
                  .build())
          .build();
  private static final ObjectMapper TREES =
      new ObjectMapper(JSON).enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private StrictJson() {}

  /** A member of an object itself, not of what lies in it. */
  record Member(String name, JsonToken kind, String text) {
    boolean isNull() {
      return kind == JsonToken.VALUE_NULL;
    }

    boolean isWord() {
      return kind == JsonToken.VALUE_STRING || kind.isNumeric();
    }
  }

  /**
   * One value among those of a text.
   *
   * @param depth objects and arrays inside each other, this one included
   * @param from where it begins in the text
   * @param to behind its end
   */
  record Value(JsonToken kind, List<Member> members, int depth, int from, int to) {
    List<Member> named(String name) {
      return members.stream().filter(m -> m.name().equals(name)).toList();
    }
  }

  /** Well-formed UTF-8, or null. */
  static String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  /** The values that stand in the text one behind the other, or null when it is not JSON. */
  static List<Value> values(String text) {
    List<Value> values = new ArrayList<>();
    try (JsonParser parser = JSON.createParser(text)) {
      for (JsonToken t = parser.nextToken(); t != null; t = parser.nextToken()) {
        values.add(value(parser));
      }
      return values;
    } catch (IOException e) {
      return null; // Jackson's word for: not JSON
    }
  }

  public static boolean isOneValue(String text) {
    List<Value> values = values(text);
    return values != null && values.size() == 1;
  }

  /** The elements of the array that a text is; the text must be one. */
  static List<Value> elements(String array) {
    List<Value> values = new ArrayList<>();
    try (JsonParser parser = JSON.createParser(array)) {
      parser.nextToken();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        values.add(value(parser));
      }
      return values;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode tree(byte[] json) {
    try {
      return TREES.readTree(new String(json, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Value value(JsonParser parser) throws IOException {
    JsonToken kind = parser.currentToken();
    int from = (int) parser.currentTokenLocation().getCharOffset();
    List<Member> members = new ArrayList<>();
    int depth = kind.isStructStart() ? 1 : 0;
    int deepest = depth;
    parser.getText(); // strings are checked when they are read
    while (depth > 0) {
      JsonToken t = parser.nextToken();
      if (t == null) {
        throw new IOException("ends in the middle");
      }
      String text = parser.getText();
      boolean own = depth == 1 && kind == JsonToken.START_OBJECT && t != JsonToken.FIELD_NAME;
      if (own && !t.isStructEnd()) {
        members.add(new Member(parser.currentName(), t, text));
      }
      depth += t.isStructStart() ? 1 : t.isStructEnd() ? -1 : 0;
      deepest = Math.max(deepest, depth);
    }
    return new Value(kind, members, deepest, from, (int) parser.currentLocation().getCharOffset());
  }
}
