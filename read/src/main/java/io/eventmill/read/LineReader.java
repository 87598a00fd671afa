package io.eventmill.read;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Lines of a stream, as bytes. Of a line longer than the limit it keeps only the beginning, so that
 * no file can take more memory than one line may.
 */
public final class LineReader {
  private static final int KEPT_OF_TOO_LONG = 200;

  private final InputStream in;
  private final int lineBytesMax;
  private final byte[] buffer = new byte[1 << 16];
  private int at;
  private int end;
  private byte[] part = new byte[1 << 12];
  private int partLength;
  private long length;
  private long number;
  private final Deque<Line> back = new ArrayDeque<>();

  public LineReader(InputStream in, int lineBytesMax) {
    this.in = in;
    this.lineBytesMax = lineBytesMax;
  }

  /** Lines read so far. */
  long number() {
    return number;
  }

  /** The next line, or null at the end. */
  public Line next() throws IOException {
    Line line = back.pollFirst();
    return line == null ? read() : line;
  }

  /** True when no whole line is at hand. */
  boolean isWaiting() throws IOException {
    return back.isEmpty() && indexOfNewline() < 0 && in.available() == 0;
  }

  /** Gives lines back, to be read once more in their order. */
  void pushBack(List<Line> lines) {
    for (int i = lines.size() - 1; i >= 0; i--) {
      back.addFirst(lines.get(i));
    }
  }

  private Line read() throws IOException {
    partLength = 0;
    length = 0;
    boolean some = false;
    while (true) {
      if (at == end) {
        end = in.read(buffer);
        at = 0;
        if (end < 0) {
          end = 0;
          return some ? line() : null;
        }
      }
      some = true;
      int newline = indexOfNewline();
      take(newline < 0 ? end : newline);
      if (newline >= 0) {
        at = newline + 1;
        return line();
      }
      at = end;
    }
  }

  private int indexOfNewline() {
    for (int i = at; i < end; i++) {
      if (buffer[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private void take(int to) {
    int size = to - at;
    length += size;
    int kept = Math.min(size, lineBytesMax + 1 - partLength); // one more: a '\r' may go
    if (part.length < partLength + kept) {
      part = Arrays.copyOf(part, Math.max(part.length * 2, partLength + kept));
    }
    System.arraycopy(buffer, at, part, partLength, kept);
    partLength += kept;
  }

  private Line line() {
    number++;
    if (length == partLength && partLength > 0 && part[partLength - 1] == '\r') {
      length--;
      partLength--;
    }
    boolean tooLong = length > lineBytesMax;
    int kept = tooLong ? Math.min(KEPT_OF_TOO_LONG, lineBytesMax) : partLength;
    return new Line(number, Arrays.copyOf(part, kept), length);
  }
}
