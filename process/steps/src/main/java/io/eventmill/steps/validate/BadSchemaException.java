package io.eventmill.steps.validate;

/** The schema cannot be used. The message says what is wrong in it, where, and what would do. */
public final class BadSchemaException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;
  private final String pointer;

  BadSchemaException(String pointer, String message) {
    super("the schema" + (pointer.isEmpty() ? "" : " at " + pointer) + ": " + message);
    this.pointer = pointer;
  }

  /** JSON pointer of the offending place in the schema. */
  public String pointer() {
    return pointer;
  }
}
