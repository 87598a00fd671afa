package io.eventmill.steps.enrich;

/** How two fields of an event lie to each other. */
final class Pointers {
  private Pointers() {}

  /** True when one of the two fields lies inside the other; a field does not lie inside itself. */
  static boolean nested(String one, String other) {
    return one.startsWith(other + "/") || other.startsWith(one + "/");
  }
}
