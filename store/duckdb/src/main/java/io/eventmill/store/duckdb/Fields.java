package io.eventmill.store.duckdb;

/** What a field is called in SQL. */
final class Fields {
  private Fields() {}

  static String text(String field) {
    return switch (field) {
      case "type", "source" -> field;
      default -> {
        String pointer = "'" + field.replace("'", "''") + "'";
        yield "CASE WHEN json_type(json, "
            + pointer
            + ") NOT IN ('OBJECT', 'ARRAY', 'NULL') THEN json_extract_string(json, "
            + pointer
            + ") END";
      }
    };
  }
}
