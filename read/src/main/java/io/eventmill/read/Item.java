package io.eventmill.read;

/** What stands in one line of a file (or in one CSV row). */
public sealed interface Item {
  /** Number of the (first) line, from 1. */
  long line();

  /** The bytes as they stand in the file, without the last line's end. */
  byte[] original();

  /**
   * @param json the event to send, one JSON object without line breaks
   * @param cutShort true when the line's end is missing but what was left could be read
   */
  record Event(long line, byte[] original, byte[] json, boolean cutShort) implements Item {}

  /**
   * @param whole false when {@code original} is only the beginning of a line beyond the limit
   */
  record Unreadable(long line, byte[] original, String reason, boolean whole) implements Item {
    Unreadable(long line, byte[] original, String reason) {
      this(line, original, reason, true);
    }
  }
}
