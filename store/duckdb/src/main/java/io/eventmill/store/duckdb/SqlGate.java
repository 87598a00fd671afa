package io.eventmill.store.duckdb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.eventmill.store.SqlRefusedException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Lets a statement pass or not, by the tree that DuckDB's own parser makes of it: one SELECT, over
 * the views and what it names itself, with functions that only compute. What is run afterwards is
 * the tree written out again, not the text that came. Whatever is not known to be harmless does not
 * pass.
 */
final class SqlGate {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What a FROM may hold; a tree has other kinds of nodes, too, which are no tables. */
  private static final Set<String> TABLE_FUNCTIONS =
      Set.of("unnest", "range", "generate_series", "json_each", "json_tree");

  /** Table references that a parser makes of what people write about the database itself. */
  private static final Set<String> NO_TABLES =
      Set.of("COLUMN_DATA", "COLUMN_DATA_REF", "CTE", "DELIM_GET", "BOUND_TABLE_REF", "INVALID");

  /**
   * These change something, tell of the server rather than of the data, or make a value of
   * gigabytes out of a few letters, which DuckDB's memory limit does not see.
   */
  private static final Set<String> FORBIDDEN =
      Set.of(
          "current_setting",
          "getenv",
          "getvariable",
          "json_serialize_plan",
          "json_execute_serialized_sql",
          "current_query",
          "in_search_path",
          "list_reduce_unsafe",
          "repeat",
          "lpad",
          "rpad",
          "format",
          "printf",
          "bar",
          "range",
          "generate_series",
          "list_resize",
          "array_resize",
          "write_log",
          "nextval",
          "currval",
          "setseed",
          "sleep_ms",
          "stats");

  /** Not among the functions that DuckDB lists, or listed as ones that are never the same. */
  private static final Set<String> ALSO =
      Set.of(
          "now",
          "today",
          "current_date",
          "current_timestamp",
          "get_current_time",
          "get_current_timestamp",
          "random",
          "uuid",
          "gen_random_uuid",
          "unnest",
          "row_number",
          "rank",
          "rank_dense",
          "dense_rank",
          "percent_rank",
          "cume_dist",
          "ntile",
          "lead",
          "lag",
          "first_value",
          "last_value",
          "nth_value");

  /** A name that cannot be a file's, nor one of DuckDB's own tables. */
  private static final Pattern OWN_NAME =
      Pattern.compile("(?!duckdb_|pg_|sqlite_|pragma_)[\\p{L}_][\\p{L}\\p{N}_]{0,127}");

  private final Set<String> functions;

  private SqlGate(Set<String> functions) {
    this.functions = Set.copyOf(functions);
  }

  /** Learns DuckDB's own functions. Those that were added to it are none of them. */
  static SqlGate of(Connection connection) throws SQLException {
    Set<String> functions = new HashSet<>(ALSO);
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                SELECT DISTINCT lower(function_name) FROM duckdb_functions()
                WHERE internal AND NOT starts_with(function_name, 'eventmill_') AND (function_type = 'aggregate'
                  OR function_type = 'scalar' AND stability <> 'VOLATILE' AND NOT has_side_effects)
                """)) {
      while (rows.next()) {
        functions.add(rows.getString(1));
      }
    }
    functions.removeAll(FORBIDDEN);
    return new SqlGate(functions);
  }

  /**
   * The statement as it may be run.
   *
   * @param views those it may ask, in lower case
   */
  String pass(Connection connection, String sql, Set<String> views) throws SQLException {
    String text = text(connection, "SELECT json_serialize_sql(?::VARCHAR)::VARCHAR", sql);
    JsonNode tree;
    try {
      tree = JSON.readTree(text);
    } catch (IOException e) {
      throw new SqlRefusedException("the statement cannot be read: " + e.getMessage());
    }
    if (tree.path("error").asBoolean()) {
      String said = tree.path("error_message").asText();
      throw new SqlRefusedException(
          said.startsWith("Only SELECT")
              ? "only a SELECT can be asked here (or FROM, WITH, DESCRIBE, SUMMARIZE); nothing can"
                  + " be changed, attached, loaded, copied or set"
              : said);
    }
    if (tree.path("statements").size() != 1) {
      throw new SqlRefusedException(
          "found " + tree.path("statements").size() + " statements, one at a time can be asked");
    }
    Set<String> names = new HashSet<>(views);
    names(tree, names);
    check(tree, names, views);
    return text(connection, "SELECT json_deserialize_sql(?::JSON)", tree.toString());
  }

  private static String text(Connection connection, String sql, String value) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, value);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getString(1);
      }
    }
  }

  /** What the statement names itself: WITH name AS (…). */
  private static void names(JsonNode node, Set<String> into) {
    for (JsonNode named : node.path("cte_map").path("map")) {
      String name = named.path("key").asText();
      if (!OWN_NAME.matcher(name.toLowerCase(Locale.ROOT)).matches()) {
        throw new SqlRefusedException(
            "WITH '" + name + "': such a name is letters, digits and _, and none of DuckDB's own");
      }
      into.add(name.toLowerCase(Locale.ROOT));
    }
    node.forEach(child -> names(child, into));
  }

  private void check(JsonNode node, Set<String> names, Set<String> views) {
    if (node.isObject()) {
      switch (node.path("type").asText()) {
        case "BASE_TABLE" -> table(node, names, views);
        case "TABLE_FUNCTION" -> tableFunction(node.path("function"));
        case "SHOW_REF" -> show(node);
        default -> {
          if (NO_TABLES.contains(node.path("type").asText())) {
            throw new SqlRefusedException("this cannot be asked: " + node.path("type").asText());
          }
          if (node.has("function_name")) {
            function(node);
          }
          SqlLakes.column(node);
        }
      }
    }
    for (JsonNode child : node) {
      boolean known = node.path("type").asText().equals("TABLE_FUNCTION") && child.has("class");
      if (known) {
        child.forEach(argument -> check(argument, names, views)); // its name is checked above
      } else {
        check(child, names, views);
      }
    }
  }

  private static void table(JsonNode table, Set<String> names, Set<String> views) {
    if (SqlLakes.isLake(table, views)) {
      SqlLakes.rename((ObjectNode) table);
      return;
    }
    String name = table.path("table_name").asText();
    String of = table.path("catalog_name").asText() + table.path("schema_name").asText();
    if (!of.isEmpty() || !names.contains(name.toLowerCase(Locale.ROOT))) {
      throw new SqlRefusedException(
          "there is no '"
              + (of.isEmpty() ? "" : "…")
              + name
              + "' to ask; there are "
              + String.join(", ", views.stream().sorted().toList()));
    }
  }

  private static void tableFunction(JsonNode function) {
    String name = function.path("function_name").asText().toLowerCase(Locale.ROOT);
    if (!TABLE_FUNCTIONS.contains(name) || isQualified(function)) {
      throw new SqlRefusedException(
          "'"
              + name
              + "(…)' cannot be asked here; of table functions there are "
              + String.join(", ", TABLE_FUNCTIONS.stream().sorted().toList()));
    }
  }

  private static void show(JsonNode show) {
    boolean ofQuery = show.path("query").isObject();
    String type = show.path("show_type").asText();
    if (!ofQuery || !(type.equals("DESCRIBE") || type.equals("SUMMARY"))) {
      throw new SqlRefusedException("write DESCRIBE view or SUMMARIZE view, e.g. DESCRIBE events");
    }
  }

  private void function(JsonNode function) {
    String name = function.path("function_name").asText().toLowerCase(Locale.ROOT);
    if (!functions.contains(name) || isQualified(function)) {
      throw new SqlRefusedException("the function '" + name + "' cannot be used here");
    }
  }

  /** The parser itself writes main before what stands for [1, 2] and the like. */
  private static boolean isQualified(JsonNode function) {
    String schema = function.path("schema").asText();
    String catalog = function.path("catalog").asText();
    return !(schema.isEmpty() || schema.equals("main"))
        || !(catalog.isEmpty() || catalog.equals("system"));
  }
}
