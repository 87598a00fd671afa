package io.eventmill.store.duckdb;

import java.util.List;

/**
 * Rows of one kind and name in two stores, held against each other.
 *
 * @param kind {@code events}, {@code failed}, {@code dropped}, {@code counts} or {@code attributed}
 * @param name of the source, with the reason or cause behind it; else of the result
 * @param differing rows that both have, and that do not say the same
 */
public record ComparedPart(
    String kind,
    String name,
    long oldRows,
    long newRows,
    long onlyOld,
    long onlyNew,
    long differing,
    List<Example> examples) {
  public ComparedPart {
    examples = List.copyOf(examples);
  }

  /**
   * @param id of the event or row
   * @param was what the old store says, as JSON; null when it is not there
   * @param is the same of the new one
   */
  public record Example(String id, String was, String is) {}

  public boolean isEqual() {
    return onlyOld == 0 && onlyNew == 0 && differing == 0;
  }

  ComparedPart with(List<Example> some) {
    return new ComparedPart(kind, name, oldRows, newRows, onlyOld, onlyNew, differing, some);
  }
}
