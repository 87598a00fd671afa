package io.eventmill.topics;

/**
 * The log did not do in time what was asked of it. What was to be written may or may not have been:
 * look again before you write again.
 */
public final class LogAwayException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LogAwayException(String message, Throwable cause) {
    super(message, cause);
  }
}
