package io.eventmill.collect.body;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** Inflates a packed body. What is bounded is the inflated size: a bomb stops at the limit. */
public final class Unpack {
  private static final int CHUNK = 16 * 1024;

  private Unpack() {}

  /** Inflates into {@code into}, which refuses what is too much. */
  public static void into(Bytes into, Coding coding, byte[] packed, int size) throws Refused {
    try {
      if (coding == Coding.GZIP) {
        try (Gunzip gzip = new Gunzip(packed, size)) {
          gzip.into(into);
        }
      } else {
        deflated(into, packed, size);
      }
    } catch (IOException e) {
      String name = coding == Coding.GZIP ? "gzip" : "deflate";
      String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw Refusal.of(400, "encoding_invalid", "the body is not valid " + name + ": " + why)
          .asException();
    }
  }

  /** RFC 9110 means zlib by deflate; some clients send it bare. */
  private static void deflated(Bytes into, byte[] packed, int size) throws IOException, Refused {
    boolean zlib =
        size >= 2
            && (packed[0] & 0x0f) == 8
            && ((packed[0] & 0xff) << 8 | (packed[1] & 0xff)) % 31 == 0;
    Inflater inflater = new Inflater(!zlib);
    try (InputStream in =
        new InflaterInputStream(new ByteArrayInputStream(packed, 0, size), inflater)) {
      copy(in, into);
      if (inflater.getRemaining() > 0) {
        throw new IOException(inflater.getRemaining() + " bytes stand behind its end");
      }
    } finally {
      inflater.end();
    }
  }

  private static void copy(InputStream in, Bytes into) throws IOException, Refused {
    byte[] chunk = new byte[CHUNK];
    int n = in.read(chunk);
    while (n >= 0) {
      into.add(chunk, n);
      n = in.read(chunk);
    }
  }
}
