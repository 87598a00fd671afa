package io.eventmill.read;

/** The file cannot be read as it was asked for: wrong use, told before anything is sent. */
public final class ReadException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  public ReadException(String message) {
    super(message);
  }
}
