package io.eventmill.steps.validate;

import com.fasterxml.jackson.databind.JsonNode;

/** JSON Schema's types as bits. */
final class Types {
  static final int NULL = 1;
  static final int BOOLEAN = 2;
  static final int OBJECT = 4;
  static final int ARRAY = 8;
  static final int STRING = 16;

  /** A number without a fractional part. */
  static final int INTEGER = 32;

  static final int FRACTION = 64;
  static final int NUMBER = INTEGER | FRACTION;
  static final int ALL = NULL | BOOLEAN | OBJECT | ARRAY | STRING | NUMBER;

  private Types() {}

  /** What the keyword {@code type} lists. */
  static int of(JsonNode type) {
    if (type.isArray()) {
      int all = 0;
      for (JsonNode one : type) {
        all |= of(one);
      }
      return all;
    }
    return switch (type.asText()) {
      case "null" -> NULL;
      case "boolean" -> BOOLEAN;
      case "object" -> OBJECT;
      case "array" -> ARRAY;
      case "string" -> STRING;
      case "integer" -> INTEGER;
      case "number" -> NUMBER;
      default -> throw new IllegalArgumentException("no such type: " + type);
    };
  }
}
