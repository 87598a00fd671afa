package io.eventmill.app.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/**
 * Bodies that are JSON by their making, with odd values in them: the bytes of an input only choose.
 * So the fuzzer also gets through the door often, and to what stands behind it.
 */
final class GoodBody {
  /** An input that begins with this byte, as no JSON does, chooses a body. */
  static final byte MARK = 1;

  private static final List<String> NAMES =
      List.of(
          "a",
          "v",
          "utm_source",
          "user_custom_id",
          "user_domain_id",
          "source_category",
          "user_email_domain",
          "\\u0061",
          "",
          " ",
          "/",
          "~1",
          "a.b",
          "'; DROP TABLE events; --",
          "\u00fc\ud83d\ude00",
          "\\ud83d",
          "\\u0000",
          "id",
          "json",
          "_words",
          "rowid",
          "time",
          "event_id",
          "event_timestamp");
  private static final List<String> VALUES =
      List.of(
          "1",
          "-0",
          "1e400",
          "-1.5E-400",
          "123456789012345678901234567890.5",
          "true",
          "null",
          "\"\"",
          "\"google\"",
          "\"a@b.example\"",
          "\"@\"",
          "\"\\ud83d\"",
          "\"\\u0000\"",
          "\"\u202e \u2028 \ud83d\ude00\"",
          "\"2026-11-20\"",
          "[]",
          "{}",
          "[[[1,{\"a\":[]}]]]",
          "{\"a\":{\"a\":{\"a\":1,\"a\":2}}}",
          "{\"b\":[null,\"x\"],\"\":0}",
          "9223372036854775808",
          "0.1",
          "false",
          "\"%_\\\\\\\" \\/\"");
  private static final List<String> TYPES =
      List.of("\"t\"", "7", "\"Sign-Up \u00fc\"", "\"a\\nb\"", "\"t\"", "\"t\"", "null", "[]");
  private static final List<String> TIMES =
      List.of(
          "\"2026-11-20T10:00:00Z\"",
          "1763632800",
          "1763632800123",
          "\"2026-11-20 10:00:00.5\"",
          "\"0001-01-01T00:00:00Z\"",
          "\"9999-12-31T23:59:59.999999Z\"",
          "-1",
          "\"yesterday\"",
          "1e400",
          "\"2026-11-20T10:00:00+18:00\"");
  private static final List<String> IDS =
      List.of("", "", "\"event_id\":\"e1\",", "\"event_id\":1e400,", "\"event_id\":\"\u00fc'\",");

  private final byte[] choices;
  private int at = 1;

  private GoodBody(byte[] choices) {
    this.choices = choices;
  }

  static byte[] of(byte[] choices) {
    return new GoodBody(choices).body().getBytes(UTF_8);
  }

  private String body() {
    int form = choice(4);
    if (form == 0) {
      return event();
    }
    StringBuilder body = new StringBuilder(form == 1 ? "[" : "");
    int events = choice(4) + 1;
    for (int i = 0; i < events; i++) {
      body.append(i == 0 ? "" : form == 1 ? "," : "\n").append(event());
    }
    return body.append(form == 1 ? "]" : "").toString();
  }

  private String event() {
    StringBuilder event = new StringBuilder("{").append(one(IDS));
    event.append("\"event_type\":").append(one(TYPES));
    event.append(choice(2) == 0 ? "," : " , ");
    event.append("\"event_timestamp\":").append(one(TIMES));
    for (int n = choice(6); n > 0; n--) {
      event.append(",\"").append(one(NAMES)).append("\":").append(one(VALUES));
    }
    return event.append('}').toString();
  }

  private String one(List<String> list) {
    return list.get(choice(list.size()));
  }

  private int choice(int of) {
    return at < choices.length ? (choices[at++] & 0xff) % of : 0;
  }
}
