package io.eventmill.store.duckdb;

/** After a swap rows would be missing or double; the message says which, and what to do. */
public final class SwapRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SwapRefusedException(String message) {
    super(message);
  }
}
