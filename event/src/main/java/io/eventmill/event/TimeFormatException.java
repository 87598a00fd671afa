package io.eventmill.event;

/** A time in no known format. Has no stack trace: it is data, one sentence for people. */
public final class TimeFormatException extends Exception {
  private static final long serialVersionUID = 1L;

  TimeFormatException(String message) {
    super(message, null, false, false);
  }
}
