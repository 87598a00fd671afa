package io.eventmill.store;

import java.util.List;

/**
 * An answer as texts.
 *
 * @param rows a value per column; null for NULL
 * @param more whether there are rows beyond the store's limit, which were left out
 */
public record SqlTable(List<Column> columns, List<List<String>> rows, boolean more) {
  /**
   * @param type as the store calls it, e.g. BIGINT, VARCHAR, TIMESTAMP
   */
  public record Column(String name, String type) {}
}
