package io.eventmill.steps.validate;

/**
 * A part that looks at the same value once more: alternatives, conditions, and what is left to the
 * library.
 */
non-sealed interface Branch extends Rule {
  /**
   * The value at {@code [start, w.at)} is known to be JSON. May move the cursor; the caller puts it
   * back.
   */
  boolean check(Walk w, int start);

  /** How often the value is read by this, at most. */
  long passes(PassCount count);
}
