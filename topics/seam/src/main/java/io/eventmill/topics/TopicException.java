package io.eventmill.topics;

/** A topic is not as it should be, or cannot be asked for; the message says what to do. */
public final class TopicException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TopicException(String message, Throwable cause) {
    super(message, cause);
  }
}
