package io.eventmill.store.duckdb;

import java.util.List;
import java.util.Map;

/** Which columns hold which field: what a question is made with. Never changes. */
record FieldCatalog(Map<String, List<Entry>> byPointer) {
  /**
   * @param name column, unquoted; null where the values stand in the JSON only
   */
  record Entry(String name, ColumnType type) {}

  FieldCatalog {
    byPointer = Map.copyOf(byPointer);
  }

  /** Empty for a field without any column. */
  List<Entry> entries(String pointer) {
    return byPointer.getOrDefault(pointer, List.of());
  }

  /** True when some of the field's values, or all, may stand in the JSON only. */
  boolean isElsewhere(String pointer) {
    List<Entry> entries = entries(pointer);
    return entries.isEmpty() || entries.stream().anyMatch(e -> e.type() == ColumnType.NONE);
  }
}
