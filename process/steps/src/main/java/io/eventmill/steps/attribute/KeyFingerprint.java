package io.eventmill.steps.attribute;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventmill.event.json.JsonKind;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * 128 bits that stand for the values of a key, half of their SHA-256: with fewer bits, two keys
 * would now and then be taken for one. A value is its kind and its text: 1 is not "1", and 1.0 is
 * not 1. Not for sharing between threads: it holds the last result.
 */
final class KeyFingerprint {
  private final MessageDigest sha256;
  private final ByteBuffer frame = ByteBuffer.allocate(Byte.BYTES + Integer.BYTES);
  private long high;
  private long low;

  KeyFingerprint() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  void begin() {
    sha256.reset();
  }

  /** The length goes in too, so that no two lists of values look the same. */
  void add(JsonKind kind, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    frame.clear();
    frame.put((byte) kind.ordinal()).putInt(bytes.length);
    sha256.update(frame.array());
    sha256.update(bytes);
  }

  void end() {
    ByteBuffer hash = ByteBuffer.wrap(sha256.digest());
    high = hash.getLong();
    low = hash.getLong();
  }

  long high() {
    return high;
  }

  long low() {
    return low;
  }
}
