package io.eventmill.app.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Words of JSON and pieces of broken text. An input of the fuzzer that begins with a zero byte, as
 * no JSON does, names a word by each byte behind it: so changes move whole words, and what comes
 * out is nearly right more often than bytes changed at random. Any other input stands for itself.
 */
final class Words {
  private static final byte CODED = 0;

  /** Behind it stands a byte that means itself. */
  private static final int ITSELF = 255;

  private static final List<String> TEXTS =
      List.of(
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "\"",
          "\\\"",
          "\\\\",
          "\\u",
          "\\ud83d",
          "\\udc00",
          "\\u0000",
          "true",
          "false",
          "null",
          "NaN",
          "0",
          "-0",
          "1e400",
          "-",
          ".",
          "e+",
          "\n",
          "\r\n",
          "\t",
          " ",
          "\u00e9",
          "\ud83d\ude00",
          "\ufeff",
          "\u2028",
          "{}",
          "[]",
          "\"\"",
          "//",
          "'",
          "\u0001",
          "\u001f",
          "\u007f",
          "01",
          "1.",
          "17",
          "\"v\"",
          "\"event_id\"",
          "\"event_type\"",
          "\"event_timestamp\"",
          "\"user_domain_id\"",
          "\"utm_source\"",
          "\"user_custom_id\"",
          "\"source_category\"",
          "\"user_email_domain\"",
          "\"\\u0065vent_id\"",
          "\"2026-11-20T10:00:00Z\"",
          "\"2026-11-20 10:00:00.123456\"",
          "1763632800",
          "1763632800000",
          "\"google\"",
          "\"a@b.example\"",
          "\"body_base64\"",
          "\"body\"",
          "\"e1\"",
          "\"t\"");

  private static final List<String> BROKEN =
      List.of(
          "\u00c0\u0080",
          "\u00ed\u00a0\u0080",
          "\u00f4\u0090\u0080\u0080",
          "\u00ff",
          "\u00c3",
          "\u00e2\u0082",
          "\u0000");

  private static final List<byte[]> ALL =
      Stream.concat(
              TEXTS.stream().map(t -> t.getBytes(UTF_8)),
              BROKEN.stream().map(t -> t.getBytes(ISO_8859_1)))
          .toList();

  private Words() {}

  /** The bytes that an input of the fuzzer stands for. */
  static byte[] of(byte[] input) {
    if (input.length > 0 && input[0] == GoodBody.MARK) {
      return GoodBody.of(input);
    }
    if (input.length == 0 || input[0] != CODED) {
      return input;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 1; i < input.length; i++) {
      int code = input[i] & 0xff;
      if (code != ITSELF) {
        out.writeBytes(ALL.get(code % ALL.size()));
      } else if (++i < input.length) {
        out.write(input[i]);
      }
    }
    return out.toByteArray();
  }

  /** An input that stands for these bytes, in words as long as possible. */
  static byte[] coded(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(CODED);
    int at = 0;
    while (at < bytes.length) {
      int best = -1;
      for (int i = 0; i < ALL.size(); i++) {
        if (standsAt(ALL.get(i), bytes, at)
            && (best < 0 || ALL.get(i).length > ALL.get(best).length)) {
          best = i;
        }
      }
      if (best < 0) {
        out.write(ITSELF);
        out.write(bytes[at++]);
      } else {
        out.write(best);
        at += ALL.get(best).length;
      }
    }
    return out.toByteArray();
  }

  private static boolean standsAt(byte[] word, byte[] bytes, int at) {
    return at + word.length <= bytes.length
        && Arrays.equals(word, 0, word.length, bytes, at, at + word.length);
  }

  /** The words in the form that libFuzzer reads, for the inputs that stand for themselves. */
  static String dictionary() {
    StringBuilder out = new StringBuilder();
    for (byte[] word : ALL) {
      out.append('"');
      for (byte b : word) {
        out.append(String.format("\\x%02x", b & 0xff));
      }
      out.append("\"\n");
    }
    return out.toString();
  }
}
