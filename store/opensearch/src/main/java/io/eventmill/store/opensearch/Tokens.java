package io.eventmill.store.opensearch;

import io.eventmill.event.json.JsonFields;
import io.eventmill.store.FieldText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * How a field and its value stand in the index: as one token {@code pointer NUL text}, in one of a
 * fixed number of index fields that the pointer decides. So any field can be asked for, and the
 * mapping never grows. Of what is too long for a term its beginning stands there, so that terms
 * have the order of texts, and its SHA-256.
 */
final class Tokens {
  /** How many index fields share the events' fields among them. */
  static final int BUCKETS = 64;

  /** A term of Lucene's holds 32,766 bytes; long ones cost memory when they are counted. */
  static final int TEXT_BYTES_MAX = 1_000;

  private static final int POINTER_BYTES_MAX = 200;
  private static final char TEXT = '\0';
  private static final char NUMBER = '\1';
  private static final char HASHED = '\2';

  /** Characters that mean something in a regular expression of Lucene's. */
  private static final String SPECIAL = ".?+*|{}[]()\"\\#@&<>~^$-/:=!,_%;'` ";

  private Tokens() {}

  /** The index field that a field's tokens stand in. */
  static String field(String pointer) {
    int bucket = Math.floorMod(name(pointer).hashCode(), BUCKETS);
    return field(bucket);
  }

  static String field(int bucket) {
    return "f." + (bucket < 10 ? "0" : "") + bucket;
  }

  static String text(String pointer, String text) {
    return name(pointer) + TEXT + exact(text);
  }

  /** Beside the text, so that a number is found however it is written. */
  static String number(String pointer, String canonical) {
    return name(pointer)
        + NUMBER
        + (isLong(canonical, TEXT_BYTES_MAX) ? hash(canonical) : canonical);
  }

  /** Regular expression of all tokens with a field's text. */
  static String texts(String pointer) {
    StringBuilder expression = new StringBuilder();
    String name = name(pointer);
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (SPECIAL.indexOf(c) >= 0) {
        expression.append('\\');
      }
      expression.append(c);
    }
    return expression.append(TEXT).append("(.|\n)*").toString();
  }

  /** The text in a token; null when it is not there whole. */
  static String textOf(String token, String pointer) {
    String exact = token.substring(name(pointer).length() + 1);
    return isCut(exact) ? null : exact;
  }

  /** An id, source, type or value as one term. */
  static String exact(String text) {
    String whole = FieldText.ofString(text);
    return isLong(whole, TEXT_BYTES_MAX) ? beginning(whole) + HASHED + hash(whole) : whole;
  }

  /**
   * Whether it is not the text itself: such a term is longer than a text that stands there whole.
   */
  static boolean isCut(String exact) {
    return isLong(exact, TEXT_BYTES_MAX);
  }

  /** The first characters that fill a term. */
  private static String beginning(String text) {
    int bytes = 0;
    int end = 0;
    while (bytes < TEXT_BYTES_MAX) {
      int point = text.codePointAt(end);
      bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
      end += Character.charCount(point);
    }
    return text.substring(0, end);
  }

  /**
   * @throws IllegalArgumentException when it is none
   */
  static String checked(String pointer) {
    if (!JsonFields.isPointer(pointer)) {
      throw new IllegalArgumentException(
          "'"
              + pointer
              + "' is not a JSON pointer to a field; one starts with '/', e.g. /params/id");
    }
    return pointer;
  }

  /** The pointer, or what stands for it; without the three characters that separate. */
  private static String name(String pointer) {
    if (isLong(pointer, POINTER_BYTES_MAX)) {
      return hash(pointer);
    }
    return pointer.replace("\0", "~2").replace("\1", "~3").replace("\2", "~4");
  }

  private static boolean isLong(String text, int bytesMax) {
    return text.length() * 3 > bytesMax
        && (text.length() > bytesMax || text.getBytes(StandardCharsets.UTF_8).length > bytesMax);
  }

  static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
