package io.eventmill.store;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Tables of master data that events are looked up in, e.g. {@code commerce.users}: rows of named
 * columns, by a primary key. Safe for threads; fails as {@link EventReader} does.
 */
public interface ReferenceTables {
  /**
   * Adds rows, or changes those whose key is there; all of them or none.
   *
   * @param table as {@code schema.table}
   * @param key the column that names a row, e.g. {@code id}
   * @param rows by column; a value is a text, as {@link FieldText} writes it, or null
   * @throws IllegalArgumentException when the table cannot take them; says why
   */
  void put(String table, String key, List<Map<String, String>> rows);

  /**
   * The rows with one of these keys, in one question.
   *
   * @param columns what to take of them
   * @return by key; a key that no row has is absent
   */
  Map<String, Map<String, String>> find(
      String table, String key, Collection<String> columns, Collection<String> keys);

  /** How many rows the table has; 0 for one that does not exist. */
  long count(String table);
}
