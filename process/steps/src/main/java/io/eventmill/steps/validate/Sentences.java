package io.eventmill.steps.validate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Says what is wrong: where, what was found, what would be right. */
final class Sentences {
  private static final int LENGTH_MAX = 80;
  private static final int LISTED_MAX = 12;

  private static final Map<String, String> FORMATS =
      Map.ofEntries(
          Map.entry("date-time", "a date and time with an offset, such as 2026-11-21T08:30:00Z"),
          Map.entry("date", "a date such as 2026-11-21"),
          Map.entry("time", "a time with an offset, such as 08:30:00Z"),
          Map.entry("duration", "a duration such as P1DT12H"),
          Map.entry("email", "an e-mail address such as jo@example.com"),
          Map.entry("idn-email", "an e-mail address such as jo@example.com"),
          Map.entry("hostname", "a host name such as shop.example.com"),
          Map.entry("ipv4", "an IPv4 address such as 192.0.2.1"),
          Map.entry("ipv6", "an IPv6 address such as 2001:db8::1"),
          Map.entry("uri", "a URI such as https://example.com/cart"),
          Map.entry("uri-reference", "a URI or a path such as /cart"),
          Map.entry("uuid", "a UUID such as 0190b6f0-7c4e-7abc-9def-0123456789ab"),
          Map.entry("json-pointer", "a JSON pointer such as /user/id"),
          Map.entry("regex", "a regular expression of ECMA 262"));

  private Sentences() {}

  /** The whole sentence of a violation. */
  static String of(String pointer, String keyword, JsonNode expected, String found) {
    return where(pointer) + " " + complaint(keyword, expected, found);
  }

  /** The place, fit for a sentence in one line. */
  static String where(String pointer) {
    return pointer.isEmpty() ? "the event" : shorten(pointer);
  }

  /**
   * What is wrong with a value, without where.
   *
   * @param found the value as JSON, or null when it is not there
   */
  static String complaint(String keyword, JsonNode expected, String found) {
    return switch (keyword) {
      case "required", "dependentRequired" -> "is missing; it is required";
      case "additionalProperties", "unevaluatedProperties", "false" ->
          "is " + shorten(found) + "; the schema has no such field";
      case "items", "additionalItems", "unevaluatedItems" ->
          "is " + shorten(found) + "; the array must end before it";
      default -> "is " + described(found) + "; it must " + demand(keyword, expected);
    };
  }

  private static String demand(String keyword, JsonNode expected) {
    return switch (keyword) {
      case "type" -> "be " + types(expected);
      case "enum" -> "be one of " + list(expected);
      case "const" -> "be " + shorten(expected.toString());
      case "minLength" -> "have at least " + count(expected, "character");
      case "maxLength" -> "have at most " + count(expected, "character");
      case "minItems" -> "have at least " + count(expected, "element");
      case "maxItems" -> "have at most " + count(expected, "element");
      case "minProperties" -> "have at least " + count(expected, "field");
      case "maxProperties" -> "have at most " + count(expected, "field");
      case "minimum" -> "be at least " + expected;
      case "maximum" -> "be at most " + expected;
      case "exclusiveMinimum" -> "be more than " + expected;
      case "exclusiveMaximum" -> "be less than " + expected;
      case "multipleOf" -> "be a multiple of " + expected;
      case "pattern" -> "match the pattern " + shorten(expected.asText());
      case "format" ->
          "be " + FORMATS.getOrDefault(expected.asText(), "of the format " + expected.asText());
      case "anyOf" -> "fit at least one of the " + expected.size() + " alternatives of anyOf";
      case "oneOf" -> "fit exactly one of the " + expected.size() + " alternatives of oneOf";
      case "not" -> "not fit " + shorten(expected.toString());
      case "uniqueItems" -> "not have the same element twice";
      default ->
          "be what " + keyword + " says: " + (expected == null ? "" : shorten(expected.toString()));
    };
  }

  private static String count(JsonNode number, String what) {
    return number + " " + what + (number.asInt() == 1 ? "" : "s");
  }

  private static String types(JsonNode expected) {
    List<String> names = new ArrayList<>();
    if (expected.isArray()) {
      expected.forEach(type -> names.add(article(type.asText())));
    } else {
      names.add(article(expected.asText()));
    }
    return String.join(" or ", names);
  }

  private static String article(String type) {
    return switch (type) {
      case "null" -> "null";
      case "integer" -> "an integer";
      case "object" -> "an object";
      case "array" -> "an array";
      case "boolean" -> "true or false";
      default -> "a " + type;
    };
  }

  private static String list(JsonNode values) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < values.size() && i < LISTED_MAX; i++) {
      texts.add(shorten(values.get(i).toString()));
    }
    int more = values.size() - texts.size();
    return String.join(", ", texts) + (more > 0 ? " and " + more + " more" : "");
  }

  private static String described(String found) {
    if (found == null || found.isEmpty()) {
      return "not there";
    }
    String kind =
        switch (found.charAt(0)) {
          case '{' -> " (an object)";
          case '[' -> " (an array)";
          case '"' -> " (a string)";
          case 't', 'f', 'n' -> "";
          default -> " (a number)";
        };
    return shorten(found) + kind;
  }

  /** At most so many characters of it, in one line. */
  static String shorten(String text) {
    if (text == null) {
      return "there";
    }
    String line = text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    if (line.codePointCount(0, line.length()) <= LENGTH_MAX) {
      return line;
    }
    return line.substring(0, line.offsetByCodePoints(0, LENGTH_MAX - 3)) + "...";
  }
}
