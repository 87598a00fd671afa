package io.eventmill.steps.enrich;

import java.util.ArrayList;
import java.util.List;

/**
 * The rows that lookups have been answered for the event at hand, and what they asked without
 * finding it here. Not for sharing between threads.
 */
final class LookupRows {
  private static final LookupRow[] NONE = {};

  private final List<WantedRow> wanted = new ArrayList<>();
  private LookupRow[] known = NONE;

  /**
   * @param rows null for none
   */
  void of(LookupRow[] rows) {
    known = rows == null ? NONE : rows;
    wanted.clear();
  }

  /** Null when it is not known; it is wanted then. */
  LookupRow row(int lookup, String key) {
    for (LookupRow row : known) {
      if (row.lookup() == lookup && row.key().equals(key)) {
        return row;
      }
    }
    wanted.add(new WantedRow(lookup, key));
    return null;
  }

  List<WantedRow> wanted() {
    return wanted;
  }
}
