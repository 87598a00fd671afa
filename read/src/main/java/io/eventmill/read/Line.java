package io.eventmill.read;

import java.nio.charset.StandardCharsets;

/**
 * One line of a file, without its end.
 *
 * @param length of the whole line; {@code bytes} has only its beginning when it is too long
 */
public record Line(long number, byte[] bytes, long length) {
  public boolean isTooLong() {
    return length > bytes.length;
  }

  public boolean isBlank() {
    for (byte b : bytes) {
      if (b != ' ' && b != '\t' && b != '\r') {
        return false;
      }
    }
    return !isTooLong();
  }

  /** The text, one character for each byte. */
  String latin1() {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
