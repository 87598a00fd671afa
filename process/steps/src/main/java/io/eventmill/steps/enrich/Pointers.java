package io.eventmill.steps.enrich;

/** How two fields of an event lie to each other. */
final class Pointers {
  private Pointers() {}

  /** True when one of the two fields lies inside the other; a field does not lie inside itself. */
  static boolean nested(String one, String other) {
    return one.startsWith(other + "/") || other.startsWith(one + "/");
  }

  /** Name of the event's own field that the place is, or lies in. */
  static String field(String pointer) {
    int end = pointer.indexOf('/', 1);
    String first = pointer.substring(1, end < 0 ? pointer.length() : end);
    return first.replace("~1", "/").replace("~0", "~");
  }
}
