package io.eventmill.query;

import java.util.List;

/**
 * A result that can be asked for.
 *
 * @param version of its definition as it is now; rows of earlier ones are not shown
 * @param group fields of a row whose values make its group; empty where rows have none
 * @param columns fields that its rows have, for those who ask in SQL
 * @param windows says that it counts events by type; null where it does not
 */
public record NamedResult(
    String name, String version, List<String> group, List<String> columns, TypeWindows windows) {
  public NamedResult {
    group = List.copyOf(group);
    columns = List.copyOf(columns);
  }

  public NamedResult(String name, String version, List<String> group) {
    this(name, version, group, List.of(), null);
  }
}
