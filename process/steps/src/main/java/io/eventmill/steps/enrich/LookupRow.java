package io.eventmill.steps.enrich;

import java.util.Arrays;

/**
 * What a lookup was answered.
 *
 * @param lookup its place among the pipeline's lookups
 * @param values by the place of the column; one that is null is null in the row. Null: there is no
 *     such row. None at all: there was no answer
 */
public record LookupRow(int lookup, String key, String[] values) {
  private static final String[] NONE = {};

  /** No answer came in time. */
  public static LookupRow unanswered(int lookup, String key) {
    return new LookupRow(lookup, key, NONE);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LookupRow row
        && row.lookup == lookup
        && row.key.equals(key)
        && Arrays.equals(row.values, values);
  }

  @Override
  public int hashCode() {
    return 31 * lookup + key.hashCode();
  }

  @Override
  public String toString() {
    return "lookup " + lookup + " of '" + key + "': " + Arrays.toString(values);
  }
}
