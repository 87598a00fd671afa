package io.eventmill.steps;

import io.eventmill.event.Reason;

/** Why this event goes no further. Has no stack trace: it is data. */
public final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;
  private final Reason reason;
  private final String pointer;
  private final String schema;

  /**
   * @param pointer the offending field, or null when it is the whole body
   */
  Refusal(Reason reason, String message, String pointer) {
    this(reason, message, pointer, null);
  }

  /**
   * @param schema it was checked against, or null
   */
  Refusal(Reason reason, String message, String pointer, String schema) {
    super(message, null, false, false);
    this.reason = reason;
    this.pointer = pointer;
    this.schema = schema;
  }

  Reason reason() {
    return reason;
  }

  String pointer() {
    return pointer;
  }

  String schema() {
    return schema;
  }
}
