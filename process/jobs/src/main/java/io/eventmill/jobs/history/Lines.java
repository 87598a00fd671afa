package io.eventmill.jobs.history;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** A stream's lines as bytes. A line beyond the limit is passed over but for its beginning. */
final class Lines {
  private final InputStream in;
  private final int lineMax;
  private final byte[] buffer = new byte[64 << 10];
  private byte[] line = new byte[8 << 10];
  private int filled;
  private int at;
  private long number;
  private boolean tooLong;

  Lines(InputStream in, int lineMax) {
    this.in = in;
    this.lineMax = lineMax;
  }

  /** The next line without its end; null when there is none. */
  byte[] next() throws IOException {
    int length = 0;
    tooLong = false;
    while (true) {
      if (at == filled) {
        filled = in.read(buffer);
        at = 0;
        if (filled <= 0) {
          filled = 0;
          if (length > 0) {
            throw new EOFException("the file ends within line " + (number + 1));
          }
          return null;
        }
      }
      int end = at;
      while (end < filled && buffer[end] != '\n') {
        end++;
      }
      int piece = Math.min(end - at, lineMax - length);
      tooLong |= piece < end - at;
      if (length + piece > line.length) {
        line = Arrays.copyOf(line, Math.max(length + piece, line.length * 2));
      }
      System.arraycopy(buffer, at, line, length, piece);
      length += piece;
      at = end;
      if (end < filled) {
        at++;
        number++;
        return Arrays.copyOf(line, length);
      }
    }
  }

  /** Of the line that came last, from 1. */
  long number() {
    return number;
  }

  /** Whether that line is cut off at the limit. */
  boolean isTooLong() {
    return tooLong;
  }
}
