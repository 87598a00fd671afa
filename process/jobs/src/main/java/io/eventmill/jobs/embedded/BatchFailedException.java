package io.eventmill.jobs.embedded;

/** A bounded job that did not come to its end. */
public final class BatchFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BatchFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
