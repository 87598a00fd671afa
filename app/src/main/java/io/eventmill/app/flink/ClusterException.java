package io.eventmill.app.flink;

/** The cluster does not answer, or refuses; the message says what it said. */
public final class ClusterException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ClusterException(String message, Throwable cause) {
    super(message, cause);
  }
}
