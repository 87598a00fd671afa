package io.eventmill.simulate.mobile;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * Reads an object as people write it (single quotes, names without quotes, a comma too many,
 * comments) and writes it as JSON, with a time in the field {@code ts}. Numbers stay as they are
 * written.
 */
final class LenientJson {
  private static final String TIME = "ts";

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
          .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
          .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
          .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
          .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
          .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private LenientJson() {}

  /** Thrown for a line that is no object; the message says what was found and where. */
  static final class NotAnObjectException extends Exception {
    private static final long serialVersionUID = 1L;

    NotAnObjectException(String message) {
      super(message, null, false, false);
    }
  }

  /** The line's object as JSON, its time replaced or added. */
  static byte[] withTime(byte[] line, long seconds) throws NotAnObjectException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(line.length + 32);
    try (JsonParser in = JSON.createParser(line);
        JsonGenerator to = JSON.createGenerator(out)) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        throw new NotAnObjectException("expected one JSON object in the line");
      }
      copy(in, to, seconds);
      if (in.nextToken() != null) {
        throw new NotAnObjectException("something stands behind the object, in " + place(in));
      }
    } catch (JsonProcessingException e) {
      String where =
          e.getLocation() == null ? "" : " (column " + e.getLocation().getColumnNr() + ")";
      throw new NotAnObjectException("not JSON: " + firstLine(e.getOriginalMessage()) + where);
    } catch (IOException e) {
      throw new NotAnObjectException("cannot be read as UTF-8: " + e.getMessage());
    }
    return out.toByteArray();
  }

  private static void copy(JsonParser in, JsonGenerator to, long seconds) throws IOException {
    to.writeStartObject();
    for (int depth = 1; depth > 0; ) {
      JsonToken token = in.nextToken();
      if (token == JsonToken.FIELD_NAME && depth == 1 && in.currentName().equals(TIME)) {
        in.nextToken();
        in.skipChildren();
        continue;
      }
      if (token.isStructStart()) {
        depth++;
      } else if (token.isStructEnd()) {
        depth--;
      }
      if (depth == 0) {
        to.writeNumberField(TIME, seconds);
        to.writeEndObject();
      } else if (token.isNumeric()) {
        to.writeNumber(in.getText());
      } else {
        to.copyCurrentEvent(in);
      }
    }
  }

  private static String place(JsonParser in) {
    return "column " + in.currentTokenLocation().getColumnNr();
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }
}
