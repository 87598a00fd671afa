package io.eventmill.steps.rule;

/** A rule has no answer for this event. Has no stack trace: it is data. */
public final class RuleException extends Exception {
  private static final long serialVersionUID = 1L;
  private final String pointer;

  /**
   * @param message one sentence: which rule, where in it, what was found
   * @param pointer the field that the rule looks at; null when it looks at several
   */
  RuleException(String message, String pointer) {
    super(message, null, false, false);
    this.pointer = pointer;
  }

  public String pointer() {
    return pointer;
  }
}
