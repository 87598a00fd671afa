package io.eventmill.store.duckdb;

import org.duckdb.DuckDBColumnType;

/** What a field's column holds, and its type in SQL. A field may have one of each. */
enum ColumnType {
  /** Strings. */
  TEXT("VARCHAR", DuckDBColumnType.VARCHAR, "text"),
  /** True and false. */
  BOOLEAN("BOOLEAN", DuckDBColumnType.BOOLEAN, "boolean"),
  /** Numbers, as long as all of them have been whole; becomes {@link #DOUBLE} by and by. */
  WHOLE("BIGINT", DuckDBColumnType.BIGINT, "number"),
  /** Numbers. */
  DOUBLE("DOUBLE", DuckDBColumnType.DOUBLE, "number"),
  /** Numbers that neither 64 bits nor a double hold exactly, as text. */
  EXACT("VARCHAR", DuckDBColumnType.VARCHAR, "exact"),
  /** No column: the values stand in the event's JSON only. */
  NONE("", DuckDBColumnType.UNKNOWN, "");

  private final String sql;
  private final DuckDBColumnType vector;
  private final String suffix;

  ColumnType(String sql, DuckDBColumnType vector, String suffix) {
    this.sql = sql;
    this.vector = vector;
    this.suffix = suffix;
  }

  String sql() {
    return sql;
  }

  DuckDBColumnType vector() {
    return vector;
  }

  /** Tells a field's second column from its first. */
  String suffix() {
    return suffix;
  }
}
