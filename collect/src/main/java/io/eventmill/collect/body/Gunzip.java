package io.eventmill.collect.body;

import java.io.IOException;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Unpacks gzip (RFC 1952), member after member, and takes nothing that is not of it. The JDK's
 * stream calls itself for each member without content, so that a hundred kilobytes of them end its
 * stack; and it drops unseen what stands behind the last.
 */
final class Gunzip implements AutoCloseable {
  private static final int CHUNK = 16 * 1024;
  private static final int HEAD = 10;
  private static final int TRAILER = 8;
  private static final int HAS_CRC = 2;
  private static final int HAS_EXTRA = 4;
  private static final int HAS_NAME = 8;
  private static final int HAS_COMMENT = 16;
  private static final int RESERVED = 0xe0;

  private final Inflater inflater = new Inflater(true);
  private final CRC32 sum = new CRC32();
  private final byte[] chunk = new byte[CHUNK];
  private final byte[] packed;
  private final int size;
  private int at;

  Gunzip(byte[] packed, int size) {
    this.packed = packed;
    this.size = size;
  }

  void into(Bytes out) throws IOException, Refused {
    do {
      head();
      content(out);
      trailer();
    } while (isMagic());
    if (at < size) {
      throw new IOException(size - at + " bytes stand behind its end");
    }
  }

  private boolean isMagic() {
    return size - at >= 2 && packed[at] == 0x1f && packed[at + 1] == (byte) 0x8b;
  }

  private void head() throws IOException {
    int from = at;
    require(isMagic(), "it does not begin with the bytes 1f 8b");
    require(size - at >= HEAD, "it ends in the header");
    int flags = packed[at + 3];
    require(packed[at + 2] == 8 && (flags & RESERVED) == 0, "a method or flag that is not known");
    at += HEAD;
    if ((flags & HAS_EXTRA) != 0) {
      at += number(2);
    }
    if ((flags & HAS_NAME) != 0) {
      skipText();
    }
    if ((flags & HAS_COMMENT) != 0) {
      skipText();
    }
    require(at <= size, "it ends in the header");
    if ((flags & HAS_CRC) != 0) {
      sum.reset();
      sum.update(packed, from, at - from);
      require(number(2) == (sum.getValue() & 0xffff), "the header's CRC is wrong");
    }
  }

  private void content(Bytes out) throws IOException, Refused {
    inflater.reset();
    inflater.setInput(packed, at, size - at);
    sum.reset();
    try {
      while (!inflater.finished()) {
        int n = inflater.inflate(chunk);
        require(n > 0 || inflater.finished(), "it ends in the middle");
        sum.update(chunk, 0, n);
        out.add(chunk, n);
      }
    } catch (DataFormatException e) {
      throw new IOException(e.getMessage(), e);
    }
    at = size - inflater.getRemaining();
  }

  private void trailer() throws IOException {
    require(size - at >= TRAILER, "it ends in the middle");
    require(number(4) == sum.getValue(), "the CRC is wrong");
    require(number(4) == (inflater.getBytesWritten() & 0xffff_ffffL), "the length is wrong");
  }

  private void skipText() throws IOException {
    while (number(1) != 0) {
      // a name or a comment, which says nothing to us
    }
  }

  /** A number of so many bytes, the lowest first. */
  private long number(int bytes) throws IOException {
    require(size - at >= bytes, "it ends in the header");
    long number = 0;
    for (int i = 0; i < bytes; i++) {
      number |= (packed[at++] & 0xffL) << 8 * i;
    }
    return number;
  }

  private static void require(boolean right, String otherwise) throws IOException {
    if (!right) {
      throw new IOException(otherwise);
    }
  }

  @Override
  public void close() {
    inflater.end();
  }
}
