package io.eventmill.store;

/** The store cannot answer now and may later: locked, full, unreachable. Retry with back-off. */
public final class StoreUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean broken;

  public StoreUnavailableException(String message, Throwable cause) {
    this(message, cause, false);
  }

  private StoreUnavailableException(String message, Throwable cause, boolean broken) {
    super(message, cause);
    this.broken = broken;
  }

  /** It will not answer again until it has been closed and opened anew. */
  public static StoreUnavailableException broken(String message, Throwable cause) {
    return new StoreUnavailableException(message, cause, true);
  }

  public boolean isBroken() {
    return broken;
  }
}
