package io.eventmill.collect.body;

import java.util.Arrays;

/**
 * Bytes that grow as they come, up to a limit, and only as far as memory is granted. Not for
 * sharing between threads.
 */
public final class Bytes {
  private static final int FIRST = 4 * 1024;
  private static final int TRUSTED = 64 * 1024;

  /** Grants memory before it is taken, or refuses the request. */
  public interface Grant {
    void take(long bytes) throws Refused;
  }

  private final int max;
  private final Grant grant;
  private byte[] array = {};
  private int size;
  private int ceiling;

  public Bytes(int max, Grant grant) {
    this.max = max;
    this.grant = grant;
    this.ceiling = max;
  }

  /**
   * Says how many bytes will come, so that a small body is one array of its size. Memory for a
   * large one is taken as it comes all the same: announcing costs a client nothing.
   */
  public void expect(long bytes) throws Refused {
    if (bytes > max) {
      throw tooLarge(bytes);
    }
    ceiling = (int) bytes;
    grow(Math.min(ceiling, TRUSTED));
  }

  private void grow(int to) throws Refused {
    grant.take(to - array.length);
    array = Arrays.copyOf(array, to);
  }

  public void add(byte[] from, int length) throws Refused {
    room(length);
    System.arraycopy(from, 0, array, size, length);
    size += length;
  }

  /** Makes room for {@code length} bytes that the caller puts at {@link #size} of the array. */
  public void room(int length) throws Refused {
    long wanted = (long) size + length;
    if (wanted > max) {
      throw tooLarge(-1);
    }
    if (wanted > array.length) {
      long doubled = Math.max(FIRST, 2L * array.length);
      grow((int) Math.max(wanted, Math.min(ceiling, doubled)));
    }
  }

  public void added(int length) {
    size += length;
  }

  public byte[] array() {
    return array;
  }

  public int size() {
    return size;
  }

  private Refused tooLarge(long bytes) {
    String found = bytes < 0 ? "the body is larger" : "the body has " + bytes + " bytes, more";
    return Refusal.limit(
            413, "body_too_large", found + " than the limit of " + max + " bytes", max, "body_max")
        .asException();
  }
}
