package io.eventmill.collect.spool;

/** The spool could not keep a batch: nothing of it may be acknowledged. Has no stack trace. */
public final class NotSpooledException extends Exception {
  private static final long serialVersionUID = 1L;
  private final boolean full;

  NotSpooledException(String message, boolean full) {
    super(message, null, false, false);
    this.full = full;
  }

  /** True when its own limit was reached; otherwise the disk failed or the spool is closed. */
  public boolean isFull() {
    return full;
  }
}
