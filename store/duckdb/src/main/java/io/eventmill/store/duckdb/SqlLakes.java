package io.eventmill.store.duckdb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Set;

/**
 * {@code lake.NAME} in a statement's tree. A connection's own views have no schema, so that such a
 * table becomes the view called {@code "lake.NAME"}, known as NAME in the rest of the statement.
 */
final class SqlLakes {
  private static final String SCHEMA = "lake";
  private static final int QUALIFIED = 3;

  private SqlLakes() {}

  static boolean isLake(JsonNode table, Set<String> views) {
    return table.path("catalog_name").asText().isEmpty()
        && table.path("schema_name").asText().equalsIgnoreCase(SCHEMA)
        && views.contains(view(table).toLowerCase(Locale.ROOT));
  }

  private static String view(JsonNode table) {
    return SCHEMA + "." + table.path("table_name").asText();
  }

  static void rename(ObjectNode table) {
    if (table.path("alias").asText().isEmpty()) {
      table.put("alias", table.path("table_name").asText());
    }
    table.put("table_name", view(table));
    table.put("schema_name", "");
  }

  /** lake.NAME.column is NAME.column. */
  static void column(JsonNode node) {
    if (node.path("column_names") instanceof ArrayNode names
        && names.size() >= QUALIFIED
        && names.get(0).asText().equalsIgnoreCase(SCHEMA)) {
      names.remove(0);
    }
  }
}
