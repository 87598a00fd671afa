package io.eventmill.event.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Generated JSON: trees with names from a small pool, and the many ways to write one down. */
final class AnyJson {
  static final List<String> NAMES =
      List.of("a", "b", "c", "é", "m/n", "x~y", "😀", "with \"quotes\"", "source_category", "");

  private static final List<String> TEXTS =
      List.of("x@y.de", "google", "", "é\"\\/\n\u0000😀", "2026-11-20 23:48:58.618179");

  private static final JsonNodeFactory NODES = JsonNodeFactory.withExactBigDecimals(true);

  private AnyJson() {}

  /**
   * An object up to four levels deep. Made from a seed: a hundred times as fast as by shrinkable
   * parts.
   */
  static ObjectNode object(Random random) {
    return object(random, 4);
  }

  private static ObjectNode object(Random random, int depth) {
    ObjectNode object = NODES.objectNode();
    for (int n = random.nextInt(7); n > 0; n--) {
      object.set(NAMES.get(random.nextInt(NAMES.size())), value(random, depth - 1));
    }
    return object;
  }

  static JsonNode value(Random random, int depth) {
    int kind = random.nextInt(depth > 0 ? 12 : 8);
    if (kind >= 10) {
      ArrayNode array = NODES.arrayNode();
      for (int n = random.nextInt(4); n > 0; n--) {
        array.add(value(random, depth - 1));
      }
      return array;
    }
    return switch (kind) {
      case 0, 1 -> NODES.textNode(text(random));
      case 2 -> NODES.textNode(TEXTS.get(random.nextInt(TEXTS.size())));
      case 3 -> NODES.numberNode(random.nextInt());
      case 4 ->
          NODES.numberNode(
              new BigDecimal(BigInteger.valueOf(random.nextLong()), random.nextInt(40) - 20));
      case 5 -> NODES.nullNode();
      case 6 -> NODES.booleanNode(true);
      case 7 -> NODES.booleanNode(false);
      default -> object(random, depth);
    };
  }

  /** Any characters at all, also halves of surrogate pairs. */
  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int n = random.nextInt(9); n > 0; n--) {
      int top = random.nextInt(3) == 0 ? Character.MAX_VALUE + 1 : 0x80;
      text.append((char) random.nextInt(top));
    }
    return text.toString();
  }

  /** The tree as text, with white space wherever it may stand and any spelling of strings. */
  static String write(JsonNode tree, Random random) {
    StringBuilder out = new StringBuilder();
    space(out, random);
    write(tree, out, random);
    space(out, random);
    return out.toString();
  }

  private static void write(JsonNode node, StringBuilder out, Random random) {
    if (node.isObject()) {
      out.append('{');
      space(out, random);
      String comma = "";
      for (Map.Entry<String, JsonNode> member : node.properties()) {
        out.append(comma);
        comma = ",";
        space(out, random);
        writeString(member.getKey(), out, random);
        space(out, random);
        out.append(':');
        space(out, random);
        write(member.getValue(), out, random);
        space(out, random);
      }
      out.append('}');
    } else if (node.isArray()) {
      out.append('[');
      space(out, random);
      String comma = "";
      for (JsonNode element : node) {
        out.append(comma);
        comma = ",";
        space(out, random);
        write(element, out, random);
        space(out, random);
      }
      out.append(']');
    } else if (node.isTextual()) {
      writeString(node.textValue(), out, random);
    } else if (node.isNumber()) {
      BigDecimal number = node.decimalValue();
      out.append(random.nextBoolean() ? number.toPlainString() : number.toString());
    } else {
      out.append(node);
    }
  }

  private static void writeString(String text, StringBuilder out, Random random) {
    out.append('"');
    boolean escapeMany = random.nextInt(4) == 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '/' && random.nextBoolean()) {
        out.append("\\/");
      } else if (c == '\n' && random.nextBoolean()) {
        out.append("\\n");
      } else if ((c == '"' || c == '\\') && random.nextBoolean()) {
        out.append('\\').append(c);
      } else if (c < 0x20
          || c == '"'
          || c == '\\'
          || Character.isSurrogate(c)
          || (escapeMany && random.nextBoolean())) {
        out.append(String.format(random.nextBoolean() ? "\\u%04x" : "\\u%04X", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  private static void space(StringBuilder out, Random random) {
    while (random.nextInt(3) == 0) {
      out.append(" \t\r\n".charAt(random.nextInt(4)));
    }
  }
}
