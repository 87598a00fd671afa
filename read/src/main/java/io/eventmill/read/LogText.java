package io.eventmill.read;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Text as web servers write it into a log: bytes, with quotes, backslashes and whatever is not
 * printable escaped ({@code \"}, {@code \\}, {@code \n}, {@code \xhh}). What is UTF-8 without its
 * escapes is read as such; anything else stays as the log spells it, since nobody knows the
 * charset.
 */
final class LogText {
  private LogText() {}

  /** The text of {@code line[from, to)}, a line with one character for each byte. */
  static String decode(String line, int from, int to) {
    boolean plain = true;
    for (int i = from; i < to && plain; i++) {
      plain = line.charAt(i) != '\\' && line.charAt(i) < 0x80;
    }
    if (plain) {
      return line.substring(from, to);
    }
    byte[] bytes = unescaped(line, from, to);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return asLogged(line, from, to);
    }
  }

  private static byte[] unescaped(String line, int from, int to) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(to - from);
    int i = from;
    while (i < to) {
      char c = line.charAt(i++);
      if (c != '\\' || i == to) {
        out.write(c);
        continue;
      }
      char escaped = line.charAt(i++);
      switch (escaped) {
        case '"', '\\' -> out.write(escaped);
        case 'n' -> out.write('\n');
        case 'r' -> out.write('\r');
        case 't' -> out.write('\t');
        case 'b' -> out.write('\b');
        case 'f' -> out.write('\f');
        case 'v' -> out.write(0x0b);
        case 'x' -> {
          int value = hex(line, i, to);
          if (value >= 0) {
            out.write(value);
            i += 2;
          } else {
            out.write('\\');
            out.write('x');
          }
        }
        default -> {
          out.write('\\');
          out.write(escaped);
        }
      }
    }
    return out.toByteArray();
  }

  private static int hex(String line, int at, int to) {
    if (at + 2 > to) {
      return -1;
    }
    int high = Character.digit(line.charAt(at), 16);
    int low = Character.digit(line.charAt(at + 1), 16);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }

  /** Bytes that are not ASCII take the form in which Apache would have escaped them. */
  private static String asLogged(String line, int from, int to) {
    StringBuilder out = new StringBuilder(to - from + 16);
    for (int i = from; i < to; i++) {
      char c = line.charAt(i);
      if (c < 0x80) {
        out.append(c);
      } else {
        out.append("\\x").append(Character.forDigit(c >> 4, 16));
        out.append(Character.forDigit(c & 15, 16));
      }
    }
    return out.toString();
  }
}
