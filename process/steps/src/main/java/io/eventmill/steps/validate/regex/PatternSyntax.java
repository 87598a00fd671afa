package io.eventmill.steps.validate.regex;

/** The text is no regular expression of ECMA 262, or asks for more than we take. */
public final class PatternSyntax extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  PatternSyntax(String message) {
    super(message);
  }
}
