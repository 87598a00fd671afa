package io.eventmill.steps.validate;

import com.fasterxml.jackson.databind.JsonNode;
import io.eventmill.event.json.JsonStrings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The keywords {@code enum} and {@code const}, for strings, numbers, true, false and null. */
final class ValueSet implements Rule {
  private final String keyword;
  private final JsonNode expected;
  private final NameTable strings;
  private final Decimal[] numbers;
  private final String literals;

  private ValueSet(String keyword, JsonNode expected, Iterable<JsonNode> values) {
    this.keyword = keyword;
    this.expected = expected;
    List<String> texts = new ArrayList<>();
    List<Decimal> decimals = new ArrayList<>();
    StringBuilder first = new StringBuilder();
    for (JsonNode value : values) {
      if (value.isTextual()) {
        texts.add(value.textValue());
      } else if (value.isNumber()) {
        decimals.add(Decimal.of(value.decimalValue()));
      } else {
        first.append(value.asText().charAt(0));
      }
    }
    this.strings = new NameTable(texts);
    this.numbers = decimals.toArray(new Decimal[0]);
    this.literals = first.toString();
  }

  static ValueSet enumOf(JsonNode list) {
    return new ValueSet("enum", list, list);
  }

  static ValueSet constOf(JsonNode value) {
    return new ValueSet("const", value, List.of(value));
  }

  boolean fail(Walk w, int start) {
    return w.fail(start, keyword, expected);
  }

  /**
   * @param first the t of true, the f of false or the n of null
   */
  boolean hasLiteral(byte first) {
    return literals.indexOf(first) >= 0;
  }

  boolean hasNumber(Decimal number) {
    for (Decimal one : numbers) {
      if (one.compareTo(number) == 0) {
        return true;
      }
    }
    return false;
  }

  /** Whether the string from there to the cursor is listed. */
  boolean hasString(Walk w, int start) {
    if (!w.escaped) {
      return strings.find(w.json, start + 1, w.at - 1) >= 0;
    }
    String text = JsonStrings.decode(w.json, start + 1, w.at - 1);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return text.equals(new String(bytes, StandardCharsets.UTF_8))
        ? strings.find(bytes, 0, bytes.length) >= 0
        : strings.find(text) >= 0; // a lone surrogate, which has no bytes
  }
}
