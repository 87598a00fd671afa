package io.eventmill.steps.validate;

import com.fasterxml.jackson.databind.JsonNode;
import io.eventmill.event.json.JsonStrings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Makes JSON that often fits a schema, and often nearly. */
final class RandomInstances {
  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-0",
          "1",
          "1.0",
          "1e0",
          "100e-2",
          "-1",
          "2",
          "2.5",
          "3",
          "3.000",
          "99.99",
          "0.01",
          "100",
          "1E2",
          "9007199254740992",
          "9007199254740993",
          "9007199254740993.0",
          "18446744073709551616",
          "1e30",
          "1000000000000000000000000000000",
          "-1e-30",
          "0.30000000000000004",
          "12345678901234567890.123456789",
          "1e308",
          "6e-324");

  private static final List<String> TEXTS =
      List.of(
          "",
          "a",
          "b",
          "ab",
          "abc",
          "cab",
          "12",
          "é",
          "éé",
          "😀",
          "a😀",
          "\u0000",
          "x\ny",
          "\"",
          "2026-11-21",
          "2026-02-30",
          "2024-02-29",
          "2026-11-21T08:30:00Z",
          "2026-11-21T08:30:60Z",
          "2026-11-21t08:30:00.5+01:00",
          "2026-11-21 08:30:00Z",
          "08:30:00Z",
          "08:30:00",
          "24:00:00Z",
          "192.0.2.1",
          "192.0.2.256",
          "01.2.3.4",
          "::1",
          "2001:db8::ff00:42:8329",
          "1:2:3:4:5:6:7:8:9",
          "jo@example.com",
          "jo@example",
          "a..b@example.com",
          "https://example.com/a?b=c#d",
          "http://a b",
          "/relative",
          "shop.example.com",
          "-bad.example",
          "6513270e-269e-4d37-b2a7-4de452e6b438",
          "6513270e-269e-4d37-b2a7-4de452e6b43",
          "P1D",
          "P",
          "[a",
          "(a|b)*");

  private final Random random;
  private final List<String> numbers;

  RandomInstances(Random random) {
    this(random, NUMBERS);
  }

  RandomInstances(Random random, List<String> numbers) {
    this.random = random;
    this.numbers = numbers;
  }

  /** Mostly guided by the schema, as far as this looks into it. */
  String fitting(JsonNode schema, int depth) {
    if (depth == 0 || !schema.isObject() || random.nextInt(8) == 0) {
      return any(Math.min(depth, 2));
    }
    if (schema.has("const") && random.nextInt(4) > 0) {
      return schema.get("const").toString();
    }
    if (schema.has("enum") && random.nextInt(4) > 0) {
      return schema.get("enum").get(random.nextInt(schema.get("enum").size())).toString();
    }
    JsonNode types = schema.path("type");
    String type =
        types.isArray() ? types.get(random.nextInt(types.size())).asText() : types.asText();
    return switch (type) {
      case "object" -> object(schema, depth);
      case "array" -> array(schema, depth);
      case "string" -> text();
      case "integer", "number" -> pick(numbers);
      case "boolean" -> random.nextBoolean() ? "true" : "false";
      case "null" -> "null";
      default -> schema.has("properties") ? object(schema, depth) : any(2);
    };
  }

  private String object(JsonNode schema, int depth) {
    Map<String, String> members = new LinkedHashMap<>();
    schema.path("required").forEach(name -> members.put(name.asText(), any(1)));
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      if (random.nextInt(4) > 0) {
        members.put(property.getKey(), fitting(property.getValue(), depth - 1));
      }
    }
    if (random.nextInt(3) == 0) {
      members.put(pick(RandomSchemas.NAMES), any(1));
    }
    List<String> written = new ArrayList<>();
    members.forEach((name, value) -> written.add(name(name) + colon() + value));
    if (!written.isEmpty() && random.nextInt(60) == 0) {
      written.add(written.get(0)); // the same name twice
    }
    return "{" + String.join(",", written) + "}";
  }

  private String array(JsonNode schema, int depth) {
    List<String> elements = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      elements.add(fitting(schema.path("items"), depth - 1));
    }
    return "[" + String.join(random.nextBoolean() ? "," : " , ", elements) + "]";
  }

  String any(int depth) {
    return switch (random.nextInt(depth == 0 ? 3 : 5)) {
      case 0, 1, 2 -> scalar();
      case 3 ->
          "{"
              + name(pick(RandomSchemas.NAMES))
              + colon()
              + any(depth - 1)
              + ",\"z\":"
              + scalar()
              + "}";
      default -> "[" + any(depth - 1) + "," + any(depth - 1) + "]";
    };
  }

  String scalar() {
    return switch (random.nextInt(6)) {
      case 0 -> pick(List.of("true", "false", "null"));
      case 1, 2 -> pick(numbers);
      default -> text();
    };
  }

  private String text() {
    return written(pick(TEXTS));
  }

  private String name(String name) {
    return written(name);
  }

  /** As JSON, now and then with escapes that need not be. */
  private String written(String text) {
    if (random.nextInt(12) > 0) {
      return JsonStrings.quote(text);
    }
    StringBuilder out = new StringBuilder("\"");
    text.chars().forEach(c -> out.append(String.format("\\u%04x", c)));
    return out.append('"').toString();
  }

  private String colon() {
    return random.nextInt(4) > 0 ? ":" : " :\t";
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
