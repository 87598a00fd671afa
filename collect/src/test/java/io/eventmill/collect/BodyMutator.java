package io.eventmill.collect;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Random;

/** Bodies that are right, or were before something happened to them. Same seed, same bodies. */
final class BodyMutator {
  private static final List<String> VALUES =
      List.of(
          "1",
          "-0.5e+3",
          "true",
          "null",
          "\"x\"",
          "\"\\u00e9\\n\\ud83d\\ude00\"",
          "\"ü€😀\"",
          "[]",
          "{}",
          "[1,[2,{\"a\":null}]]",
          "{\"b\":{\"c\":\"d\"}}",
          "\"\"",
          "12345678901234567890");
  private static final List<String> TOKENS =
      List.of(
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "\"",
          "\\",
          "\\u",
          "\\ud800",
          "0",
          "-",
          ".",
          "e",
          "tru",
          "null",
          "\u0000",
          "\u0001",
          " ",
          "\t",
          "\uFEFF",
          "//",
          "NaN",
          "'",
          "\"event_id\":",
          "\"user\":1,");

  private final Random random;
  private int ids;

  BodyMutator(Random random) {
    this.random = random;
  }

  byte[] next() {
    byte[] body = whole().getBytes(UTF_8);
    int wounds = random.nextInt(4);
    for (int i = 0; i < wounds; i++) {
      body = wound(body);
    }
    // Two objects on lines of their own are right too, but that is for other tests to say.
    for (int i = 0; i < body.length; i++) {
      body[i] = body[i] == '\n' || body[i] == '\r' ? (byte) ' ' : body[i];
    }
    return body;
  }

  private String whole() {
    if (random.nextBoolean()) {
      return event();
    }
    StringBuilder array = new StringBuilder("[");
    int n = random.nextInt(4);
    for (int i = 0; i < n; i++) {
      array.append(i == 0 ? "" : " ,").append(event());
    }
    return array.append(']').toString();
  }

  private String event() {
    StringBuilder event = new StringBuilder("{\"event_id\":\"m").append(ids++).append('"');
    for (int i = random.nextInt(4); i > 0; i--) {
      event.append(", \"f").append(i).append("\" : ").append(one(VALUES));
    }
    if (random.nextBoolean()) {
      event.append(",\"user\":").append(one(VALUES));
    }
    return event.append('}').toString();
  }

  private String one(List<String> list) {
    return list.get(random.nextInt(list.size()));
  }

  private byte[] wound(byte[] body) {
    int at = body.length == 0 ? 0 : random.nextInt(body.length);
    return switch (random.nextInt(6)) {
      case 0 -> cut(body, at, Math.min(body.length, at + 1 + random.nextInt(3)), new byte[0]);
      case 1 -> cut(body, at, at, one(TOKENS).getBytes(UTF_8));
      case 2 -> cut(body, at, Math.min(body.length, at + 1), new byte[] {(byte) random.nextInt()});
      case 3 -> cut(body, at, body.length, new byte[0]);
      case 4 -> cut(body, at, at, java.util.Arrays.copyOfRange(body, 0, at));
      default -> cut(body, at, Math.min(body.length, at + 1), one(TOKENS).getBytes(UTF_8));
    };
  }

  private static byte[] cut(byte[] body, int from, int to, byte[] instead) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(body, 0, from);
    out.writeBytes(instead);
    out.write(body, to, body.length - to);
    return out.toByteArray();
  }
}
