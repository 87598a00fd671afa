package io.eventmill.read;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * A JSON array as lines: each of its elements on one. Looks at brackets, quotes and commas only and
 * keeps nothing, so that an element may be as wrong or as long as it likes. An array that ends in
 * the middle gives what is there, then an error; what stands behind it is a line like any other.
 */
final class ArrayLines extends InputStream {
  private final InputStream in;
  private int depth; // 1: between elements
  private boolean text; // within quotes
  private boolean escaped;
  private boolean over;
  private boolean cutShort;

  /**
   * @param in begins with blanks or the array's bracket
   */
  ArrayLines(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    while (true) {
      int b = in.read();
      if (b < 0) {
        return end();
      }
      if (text) {
        inText(b);
        return b;
      }
      if (over) {
        return b;
      }
      int given = outside(b);
      if (given >= 0) {
        return given;
      }
    }
  }

  private int end() throws IOException {
    if (over) {
      return -1;
    }
    if (!cutShort) {
      cutShort = true;
      return '\n'; // what there is of the last element
    }
    throw new EOFException("the JSON array ends in the middle: its closing bracket is missing");
  }

  private void inText(int b) {
    if (escaped) {
      escaped = false;
    } else if (b == '\\') {
      escaped = true;
    } else {
      text = b != '"';
    }
  }

  /** What stands for this byte, -1 for nothing. */
  private int outside(int b) {
    switch (b) {
      case '\n', '\r', '\t':
        return ' ';
      case '"':
        text = true;
        return b;
      case '[', '{':
        depth++;
        return depth == 1 ? -1 : b;
      case ']', '}':
        depth--;
        over = depth <= 0;
        return over ? '\n' : b;
      case ',':
        return depth == 1 ? '\n' : b;
      default:
        return b;
    }
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    int count = 0;
    do {
      int b = count > 0 && cutShort ? -1 : read(); // the error comes by itself
      if (b < 0) {
        return count == 0 ? -1 : count;
      }
      to[offset + count++] = (byte) b;
    } while (count < length && in.available() > 0);
    return count;
  }

  @Override
  public int available() throws IOException {
    return in.available();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
