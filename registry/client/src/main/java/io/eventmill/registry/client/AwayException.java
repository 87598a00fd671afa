package io.eventmill.registry.client;

/** No answer that can be used; the message says from whom and why. */
final class AwayException extends Exception {
  private static final long serialVersionUID = 1L;

  AwayException(String message) {
    super(message);
  }
}
