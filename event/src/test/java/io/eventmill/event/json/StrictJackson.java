package io.eventmill.event.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** An independent answer: the JDK's strict UTF-8 decoder, then Jackson, then nothing behind it. */
final class StrictJackson {
  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final JsonFactory FACTORY = new JsonFactory();

  /** Of text, Jackson looks at the low byte of a character only where hex digits stand. */
  private static final Pattern NO_HEX =
      Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*\\\\u(?![0-9A-Fa-f]{4})");

  private StrictJackson() {}

  static JsonNode tree(byte[] json) {
    try {
      return MAPPER.readTree(new String(json, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the bytes are one JSON value. Numbers are looked at, not converted. */
  static boolean accepts(byte[] json) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
      if (NO_HEX.matcher(text).find()) {
        return false;
      }
      int values = 0;
      int depth = 0;
      try (JsonParser parser = FACTORY.createParser(text)) {
        for (JsonToken t = parser.nextToken(); t != null; t = parser.nextToken()) {
          values += depth == 0 && !t.isStructEnd() ? 1 : 0;
          depth += t.isStructStart() ? 1 : t.isStructEnd() ? -1 : 0;
          parser.getText(); // strings are checked when they are read
        }
      }
      return values == 1;
    } catch (CharacterCodingException | JsonProcessingException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The members that stand in their object more than once, as pointers; not those in arrays. */
  static Set<String> repeated(byte[] json) throws IOException {
    Set<String> seen = new HashSet<>();
    Set<String> repeated = new HashSet<>();
    Deque<String> path = new ArrayDeque<>();
    path.push("");
    int arrays = 0;
    try (JsonParser parser = FACTORY.createParser(json)) {
      for (JsonToken t = parser.nextToken(); t != null; t = parser.nextToken()) {
        if (t == JsonToken.START_ARRAY) {
          arrays++;
        } else if (t == JsonToken.END_ARRAY) {
          arrays--;
        } else if (arrays == 0 && t == JsonToken.START_OBJECT) {
          path.push(parser.currentName() == null ? "" : path.peek() + name(parser));
        } else if (arrays == 0 && t == JsonToken.END_OBJECT) {
          path.pop();
        } else if (arrays == 0 && t == JsonToken.FIELD_NAME) {
          String pointer = path.peek() + name(parser);
          if (!seen.add(pointer)) {
            repeated.add(pointer);
          }
        }
      }
    }
    return repeated;
  }

  private static String name(JsonParser parser) throws IOException {
    return "/" + parser.currentName().replace("~", "~0").replace("/", "~1");
  }

  /** Bytes from and to of the value that stands at a pointer; null when there is none. */
  static int[] range(byte[] json, JsonPointer at) throws IOException {
    try (JsonParser parser = FACTORY.createParser(json)) {
      while (parser.nextToken() != null) {
        boolean begins =
            parser.currentToken() != JsonToken.FIELD_NAME
                && !parser.currentToken().isStructEnd()
                && parser.getParsingContext().pathAsPointer().equals(at);
        if (begins) {
          int from = (int) parser.currentTokenLocation().getByteOffset();
          if (parser.currentToken().isStructStart()) {
            parser.skipChildren();
          } else {
            parser.getText(); // so that the parser stands behind it
          }
          return new int[] {from, (int) parser.currentLocation().getByteOffset()};
        }
      }
    }
    return null;
  }
}
