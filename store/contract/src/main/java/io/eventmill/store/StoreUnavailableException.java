package io.eventmill.store;

/** The store cannot answer now and may later: locked, full, unreachable. Retry with back-off. */
public final class StoreUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StoreUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
