package io.eventmill.topics;

/** A record that processing cannot have written. Has no stack trace: it is data. */
public final class UndecodableRecordException extends Exception {
  private static final long serialVersionUID = 1L;

  UndecodableRecordException(String message) {
    super(message, null, false, false);
  }
}
