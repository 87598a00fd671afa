package io.eventmill.app.mill;

/** Wrong use of the command line; the message says what would be right. Exit code 2. */
public final class UseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UseException(String message) {
    super(message);
  }
}
