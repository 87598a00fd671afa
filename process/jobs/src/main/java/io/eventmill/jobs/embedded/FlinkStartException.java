package io.eventmill.jobs.embedded;

/** Flink cannot start; the message says why and what to do. */
public final class FlinkStartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  FlinkStartException(String message, Throwable cause) {
    super(message, cause);
  }
}
