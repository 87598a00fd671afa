package io.eventmill.collect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Another parser's opinion on what the door must take: one object, or an array of objects. */
final class JacksonOracle {
  /** Of text, Jackson looks at the low byte of a character only where hex digits stand. */
  private static final Pattern NO_HEX =
      Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*\\\\u(?![0-9A-Fa-f]{4})");

  private static final int DEPTH_MAX = CollectConfig.defaults().depthMax();
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(10_000)
                  .maxNumberLength(1_000_000)
                  .build())
          .build();

  private JacksonOracle() {}

  /** The ids of the body's events (null where there is none), or null when it must be refused. */
  static List<String> ids(byte[] body) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      if (text.startsWith("\uFEFF")) {
        text = text.substring(1);
      }
      if (NO_HEX.matcher(text).find() || text.indexOf(0) >= 0 && text.indexOf(0) < 2) {
        return null;
      }
      try (JsonParser parser = JSON.createParser(text)) {
        return body(parser);
      }
    } catch (CharacterCodingException | Wrong e) {
      return null;
    } catch (IOException e) {
      return null; // Jackson's word for: not JSON
    }
  }

  private static List<String> body(JsonParser parser) throws IOException, Wrong {
    List<String> ids = new ArrayList<>();
    JsonToken first = parser.nextToken();
    if (first == JsonToken.START_OBJECT) {
      ids.add(event(parser));
    } else if (first == JsonToken.START_ARRAY) {
      JsonToken next = parser.nextToken();
      while (next != JsonToken.END_ARRAY) {
        require(next == JsonToken.START_OBJECT);
        ids.add(event(parser));
        next = parser.nextToken();
      }
    } else {
      throw new Wrong();
    }
    require(parser.nextToken() == null);
    return ids;
  }

  private static String event(JsonParser parser) throws IOException, Wrong {
    String id = null;
    int idFields = 0;
    int keyFields = 0;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (name.equals("event_id")) {
        idFields++;
        if (value != JsonToken.VALUE_NULL) {
          require(value == JsonToken.VALUE_STRING || value.isNumeric());
          id = parser.getText();
          require(!id.isEmpty() && id.length() <= 1024 && canEncode(id));
        }
      } else if (name.equals("user")) {
        keyFields++;
        require(!value.isStructStart());
        require(value == JsonToken.VALUE_NULL || parser.getText().length() <= 1024);
      }
      skip(parser, value);
    }
    require(idFields <= 1 && keyFields <= 1);
    return id;
  }

  private static void skip(JsonParser parser, JsonToken value) throws IOException, Wrong {
    int depth = 1;
    JsonToken token = value;
    while (true) {
      if (token.isStructStart()) {
        depth++;
        require(depth <= DEPTH_MAX);
      } else if (token.isStructEnd()) {
        depth--;
      }
      if (depth == 1) {
        return;
      }
      token = parser.nextToken();
      require(token != null);
    }
  }

  private static boolean canEncode(String text) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  private static void require(boolean right) throws Wrong {
    if (!right) {
      throw new Wrong();
    }
  }

  private static final class Wrong extends Exception {
    private static final long serialVersionUID = 1L;
  }
}
