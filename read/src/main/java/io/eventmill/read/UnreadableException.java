package io.eventmill.read;

/** One line does not hold an event; says why. The lines after it are not concerned. */
final class UnreadableException extends Exception {
  private static final long serialVersionUID = 1;

  UnreadableException(String reason) {
    super(reason, null, false, false); // data, not a failure: no stack trace
  }
}
