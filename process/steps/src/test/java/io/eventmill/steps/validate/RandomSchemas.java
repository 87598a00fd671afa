package io.eventmill.steps.validate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Makes schemas out of all keywords that are compiled, and of some that are not. */
final class RandomSchemas {
  static final List<String> NAMES = List.of("a", "b", "c", "é", "x/y", "~", "q\"", "", "$ref");
  private static final List<String> TYPES =
      List.of("string", "integer", "number", "boolean", "object", "array", "null");
  private static final List<String> PATTERNS =
      List.of("^a", "b$", "^[a-c]*$", "\\d{2}", "^.{2}$", "é|😀", "^(?!ab)", "^$");
  private static final List<String> FORMATS =
      List.of(
          "date-time",
          "date",
          "time",
          "uuid",
          "ipv4",
          "ipv6",
          "email",
          "uri",
          "hostname",
          "regex",
          "duration",
          "no-such-format");

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private final Random random;
  private final boolean compiledOnly;

  RandomSchemas(Random random, boolean compiledOnly) {
    this.random = random;
    this.compiledOnly = compiledOnly;
  }

  ObjectNode root(Draft draft) {
    ObjectNode root = JSON.objectNode();
    root.put("$schema", draft.id());
    ObjectNode definitions = root.putObject("definitions");
    for (int i = 0; i < 3; i++) {
      definitions.set("d" + i, schema(2, i));
    }
    root.setAll(schema(3, 3));
    return root;
  }

  /**
   * @param refs how many of the definitions may be referred to
   */
  private ObjectNode schema(int depth, int refs) {
    ObjectNode schema = JSON.objectNode();
    if (refs > 0 && chance(8)) {
      schema.put("$ref", "#/definitions/d" + random.nextInt(refs));
      if (chance(2)) {
        return schema;
      }
    }
    if (!chance(3)) {
      type(schema);
    }
    if (chance(6)) {
      schema.put("pattern", pick(PATTERNS));
    }
    if (chance(6)) {
      schema.put("format", pick(FORMATS));
    }
    if (chance(6)) {
      schema.put(chance(2) ? "minLength" : "maxLength", random.nextInt(4));
    }
    if (chance(5)) {
      bounds(schema);
    }
    if (chance(12)) {
      values(schema);
    }
    if (depth > 0 && !chance(3)) {
      containers(schema, depth, refs);
    }
    if (depth > 0 && chance(4)) {
      combinations(schema, depth, refs);
    }
    if (!compiledOnly && chance(6)) {
      left(schema, depth, refs);
    }
    return schema;
  }

  private void type(ObjectNode schema) {
    String type = chance(2) ? pick(List.of("object", "array")) : pick(TYPES);
    if (chance(4)) {
      ArrayNode both = schema.putArray("type");
      both.add(type);
      String other = pick(TYPES);
      if (!other.equals(type)) {
        both.add(other);
      }
    } else {
      schema.put("type", type);
    }
  }

  private void bounds(ObjectNode schema) {
    String keyword =
        pick(List.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"));
    String bound =
        pick(List.of("0", "1", "2.5", "-1", "1e2", "0.01", "9007199254740993", "1e30", "3"));
    BigDecimal value = new BigDecimal(bound);
    schema.put(
        keyword, keyword.equals("multipleOf") && value.signum() < 1 ? BigDecimal.ONE : value);
  }

  private void values(ObjectNode schema) {
    RandomInstances instances = new RandomInstances(random);
    if (chance(2)) {
      ArrayNode list = schema.putArray("enum");
      Set<JsonNode> different = new HashSet<>();
      for (int i = 0; i < 4; i++) {
        String value = instances.scalar();
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        if (different.add(Trees.read(bytes, 0, bytes.length, true))) {
          list.addRawValue(new RawValue(value));
        }
      }
    } else {
      String value = compiledOnly || chance(2) ? instances.scalar() : instances.any(1);
      schema.putRawValue("const", new RawValue(value));
    }
  }

  private void containers(ObjectNode schema, int depth, int refs) {
    if (!chance(3)) {
      ObjectNode properties = schema.putObject("properties");
      for (int i = random.nextInt(4); i >= 0; i--) {
        properties.set(pick(NAMES), child(depth, refs));
      }
    }
    if (chance(2)) {
      ArrayNode required = schema.putArray("required");
      String first = pick(NAMES);
      String second = pick(NAMES);
      required.add(first);
      if (!second.equals(first) && chance(2)) {
        required.add(second);
      }
    }
    if (chance(4)) {
      schema.set("additionalProperties", child(depth, refs));
    }
    if (chance(8)) {
      schema.put(chance(2) ? "minProperties" : "maxProperties", random.nextInt(4));
    }
    if (chance(3)) {
      schema.set("items", child(depth, refs));
    }
    if (chance(8)) {
      schema.put(chance(2) ? "minItems" : "maxItems", random.nextInt(4));
    }
  }

  private JsonNode child(int depth, int refs) {
    return chance(6) ? JSON.booleanNode(chance(2)) : schema(depth - 1, refs);
  }

  private void combinations(ObjectNode schema, int depth, int refs) {
    switch (random.nextInt(5)) {
      case 0 -> list(schema.putArray("allOf"), depth, refs);
      case 1 -> list(schema.putArray("anyOf"), depth, refs);
      case 2 -> list(schema.putArray("oneOf"), depth, refs);
      case 3 -> schema.set("not", schema(0, refs));
      default -> {
        schema.set("if", schema(depth - 1, refs));
        schema.set(chance(2) ? "then" : "else", schema(depth - 1, refs));
      }
    }
  }

  private void list(ArrayNode list, int depth, int refs) {
    for (int i = random.nextInt(2); i >= 0; i--) {
      list.add(child(depth, refs));
    }
  }

  /** Keywords that are left to the library. */
  private void left(ObjectNode schema, int depth, int refs) {
    switch (random.nextInt(6)) {
      case 0 -> schema.putObject("patternProperties").set("^[a-b]", schema(depth - 1, refs));
      case 1 -> schema.set("contains", schema(0, refs));
      case 2 -> schema.put("uniqueItems", true);
      case 3 -> schema.putObject("propertyNames").put("maxLength", 2);
      case 4 -> schema.putObject("dependencies").putArray("a").add("b");
      default -> schema.put("unevaluatedProperties", false);
    }
  }

  private boolean chance(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
