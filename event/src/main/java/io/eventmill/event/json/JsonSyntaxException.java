package io.eventmill.event.json;

/** The bytes are not JSON (RFC 8259, UTF-8). Carries where; has no stack trace, it is data. */
public final class JsonSyntaxException extends Exception {
  private static final long serialVersionUID = 1L;
  private final int offset;
  private final boolean tooDeep;

  JsonSyntaxException(String message, int offset, boolean tooDeep) {
    super(message + " at byte " + offset, null, false, false);
    this.offset = offset;
    this.tooDeep = tooDeep;
  }

  /** Offset of the first wrong byte, counted from the start of the scanned range. */
  public int offset() {
    return offset;
  }

  /** True when the text may well be JSON but is nested deeper than the scanner's limit. */
  public boolean isTooDeep() {
    return tooDeep;
  }
}
