package io.eventmill.store.postgres;

/** A table's name in two parts, as it stands in the database: {@code commerce.users}. */
record TableName(String schema, String table) {
  static TableName parse(String text) {
    int dot = text.indexOf('.');
    if (dot < 1 || dot == text.length() - 1 || text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "a table is named as schema.table, such as commerce.users, found '" + text + "'");
    }
    return new TableName(text.substring(0, dot), text.substring(dot + 1));
  }

  /** As part of a statement. */
  String sql() {
    return quote(schema) + "." + quote(table);
  }

  static String quote(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  @Override
  public String toString() {
    return schema + "." + table;
  }
}
