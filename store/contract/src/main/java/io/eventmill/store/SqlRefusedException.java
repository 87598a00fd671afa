package io.eventmill.store;

/** Says what is wrong with a statement, in words for whoever wrote it. */
public final class SqlRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SqlRefusedException(String message) {
    super(message);
  }
}
