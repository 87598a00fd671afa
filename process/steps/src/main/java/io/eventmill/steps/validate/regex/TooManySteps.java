package io.eventmill.steps.validate.regex;

/** A text took more steps to match than its pattern is given. No stack trace: it is data. */
public final class TooManySteps extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TooManySteps(String message) {
    super(message, null, false, false);
  }
}
