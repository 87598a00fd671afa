package io.eventmill.jobs.embedded;

/** What a job needs is not there yet; the message says what. The job waits and tries again. */
public final class NotReadyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public NotReadyException(String message) {
    super(message);
  }
}
