package io.eventmill.testkit;

import io.eventmill.event.Event;
import io.eventmill.event.Origin;
import io.eventmill.event.json.JsonStrings;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Events whose fields come and go, change their type, nest, repeat, and carry what is awkward. */
final class MixedEvents {
  private static final String[] SOURCES = {"web", "shop", "Büro 'A'"};
  static final String[] TYPES = {
    "pageview", "Link-Clicked X", "checkout", "it's \"quoted\"", "'; DROP TABLE events; --", "類型"
  };
  private static final String[] NUMBERS = {
    "0",
    "-0",
    "1",
    "1.0",
    "1e0",
    "10",
    "1E+1",
    "-7",
    "0.5",
    "5e-1",
    "19.99",
    "1e-7",
    "123456789",
    "9007199254740993",
    "9223372036854775807",
    "9223372036854775808",
    "0.1234567890123456789",
    "52.520006599999997",
    "1e23",
    "1e400",
    "2.50",
    "-1.5e-10"
  };
  private static final String[] TEXTS = {
    "1",
    "1.0",
    "true",
    "",
    " ",
    "100%",
    "a_b",
    "back\\slash",
    "it's",
    "say \"hi\"",
    "Ünïcödé",
    "日本語",
    "😀",
    "tab\there",
    "line\nbreak",
    "null",
    "Straße",
    "STRASSE",
    "\u0000",
    "<b>&amp;"
  };

  private final Random random;

  MixedEvents(long seed) {
    this.random = new Random(seed);
  }

  Event next(Origin origin) {
    String source = SOURCES[random.nextInt(SOURCES.length)];
    String type = TYPES[random.nextInt(TYPES.length)];
    long time = SampleEvents.START_MICROS + random.nextInt(500) * 30_000_000L;
    if (random.nextInt(50) == 0) {
      time = -time; // before 1970
    }
    StringBuilder json = new StringBuilder("{");
    member(json, "type", JsonStrings.quote(type));
    sometimes(json, "price", number());
    sometimes(json, "any", scalar());
    sometimes(json, "Foo", string());
    sometimes(json, "foo", number());
    sometimes(json, "paid", random.nextBoolean() ? "true" : "false");
    sometimes(json, "note", string());
    sometimes(json, "odd \"name\"/with~all.'of' it", string());
    sometimes(json, "params", params());
    sometimes(json, "items", "[{\"sku\":" + string() + ",\"n\":" + number() + "}, [], null]");
    sometimes(json, "a" + random.nextInt(5), scalar());
    json.setLength(json.length() - 1);
    json.append('}');
    long received = SampleEvents.START_MICROS / 1000 + origin.offset() / 3;
    byte[] bytes = json.toString().getBytes(StandardCharsets.UTF_8);
    return new Event(origin, "mixed-" + origin.offset(), source, type, time, received, bytes);
  }

  private void sometimes(StringBuilder json, String name, String value) {
    if (random.nextInt(3) > 0) {
      member(json, name, value);
    }
  }

  private void member(StringBuilder json, String name, String value) {
    String space = random.nextInt(10) == 0 ? " \n" : "";
    json.append(space).append(JsonStrings.quote(name)).append(space).append(':');
    json.append(space).append(value).append(',');
  }

  private String params() {
    return "{\"platform\":"
        + string()
        + ",\"deep\":{\"er\":"
        + scalar()
        + ",\"empty\":{}},\"list\":[1,2]}";
  }

  private String scalar() {
    return switch (random.nextInt(5)) {
      case 0 -> "true";
      case 1 -> "null";
      case 2 -> number();
      default -> string();
    };
  }

  private String number() {
    return NUMBERS[random.nextInt(NUMBERS.length)];
  }

  private String string() {
    String quoted = JsonStrings.quote(TEXTS[random.nextInt(TEXTS.length)]);
    return random.nextInt(20) == 0 ? "\"caf\\u00e9 \\/ \\ud83d\\ude00\"" : quoted;
  }
}
