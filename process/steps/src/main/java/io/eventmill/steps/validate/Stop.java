package io.eventmill.steps.validate;

/**
 * Ends the look at an event at once, whatever branch of the schema is being tried: the bytes are no
 * JSON, a name stands twice, or a limit is reached. No stack trace: it is data.
 */
final class Stop extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final String keyword;
  private final int offset;

  /**
   * @param offset index in the array of the byte where the offence is, or of the value it is in
   */
  Stop(String keyword, int offset, String message) {
    super(message, null, false, false);
    this.keyword = keyword;
    this.offset = offset;
  }

  String keyword() {
    return keyword;
  }

  int offset() {
    return offset;
  }
}
