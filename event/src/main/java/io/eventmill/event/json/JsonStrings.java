package io.eventmill.event.json;

import java.nio.charset.StandardCharsets;

/** JSON's string form, both ways. Input to {@link #decode} must have passed a scan. */
public final class JsonStrings {
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private JsonStrings() {}

  /** The text between two quotes, escapes resolved; a lone surrogate stays one. */
  public static String decode(byte[] json, int from, int to) {
    for (int i = from; i < to; i++) {
      if (json[i] == '\\') {
        return decodeEscapes(new String(json, from, to - from, StandardCharsets.UTF_8));
      }
    }
    return new String(json, from, to - from, StandardCharsets.UTF_8);
  }

  private static String decodeEscapes(String raw) {
    StringBuilder out = new StringBuilder(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c != '\\') {
        out.append(c);
        continue;
      }
      c = raw.charAt(++i);
      switch (c) {
        case 'b' -> out.append('\b');
        case 'f' -> out.append('\f');
        case 'n' -> out.append('\n');
        case 'r' -> out.append('\r');
        case 't' -> out.append('\t');
        case 'u' -> {
          out.append((char) Integer.parseInt(raw, i + 1, i + 5, 16));
          i += 4;
        }
        default -> out.append(c);
      }
    }
    return out.toString();
  }

  /** The text as a JSON string, quotes included; control characters and lone surrogates escaped. */
  public static String quote(String text) {
    StringBuilder out = new StringBuilder(text.length() + 8);
    quote(text, out);
    return out.toString();
  }

  public static void quote(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < 0x20 || isLoneSurrogate(text, i)) {
            out.append("\\u").append(HEX[c >> 12]).append(HEX[c >> 8 & 15]);
            out.append(HEX[c >> 4 & 15]).append(HEX[c & 15]);
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  /** False for a text with half of a surrogate pair, which JSON may name but UTF-8 cannot hold. */
  public static boolean isWhole(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isLoneSurrogate(text, i)) {
        return false;
      }
    }
    return true;
  }

  /** Such a char has no UTF-8 form; writing it raw would turn it into a question mark. */
  private static boolean isLoneSurrogate(String text, int i) {
    char c = text.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
    }
    return Character.isLowSurrogate(c)
        && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
  }
}
