package io.eventmill.benchmark.enrich;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.eventmill.benchmark.events.ShapedEvents;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The fields of a shape as columns, for engines that want them declared: {@code `name` TYPE, …}.
 */
final class Columns {
  private Columns() {}

  static String of(ShapedEvents events) throws IOException {
    List<String> columns = new ArrayList<>();
    new ObjectMapper()
        .readTree(events.event(1))
        .properties()
        .forEach(field -> columns.add("`" + field.getKey() + "` " + type(field.getValue())));
    return String.join(", ", columns);
  }

  private static String type(JsonNode value) {
    return switch (value.getNodeType()) {
      case BOOLEAN -> "BOOLEAN";
      case NUMBER -> value.isIntegralNumber() ? "BIGINT" : "DOUBLE";
      case ARRAY -> "ARRAY<" + row(value.get(0)) + ">";
      default -> "STRING";
    };
  }

  /** The only lists of our shapes are baskets, whose pieces both engines spell in their own way. */
  private static String row(JsonNode item) {
    List<String> fields = new ArrayList<>();
    item.properties().forEach(f -> fields.add("`" + f.getKey() + "` " + type(f.getValue())));
    return "ROW<" + String.join(", ", fields) + ">";
  }
}
