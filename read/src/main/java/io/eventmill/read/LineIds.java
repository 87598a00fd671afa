package io.eventmill.read;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Ids made of what a line says: 128 bits of a SHA-256 over its bytes and over how often the same
 * line stood in the file before, in the shape of a UUID. The same file gives the same ids, also
 * with lines appended, and two equal lines of a file are two events. All 128 bits are the hash's:
 * no version bits are set, since fewer bits would mean events taken for each other.
 */
final class LineIds {
  private final MessageDigest sha256;
  private final RepeatCounter repeats;

  LineIds(int distinctLines) {
    this.repeats = new RepeatCounter(distinctLines);
    try {
      this.sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /** To be asked once for each line, in the order of the file. */
  String next(byte[] line) {
    ByteBuffer hash = ByteBuffer.wrap(sha256.digest(line));
    int before = repeats.countOf(hash.getLong(0), hash.getLong(8));
    if (before > 0) {
      sha256.update(hash.array());
      sha256.update(ByteBuffer.allocate(4).putInt(before).array());
      hash = ByteBuffer.wrap(sha256.digest());
    }
    return uuid(hash.getLong(0), hash.getLong(8));
  }

  private static String uuid(long high, long low) {
    return new java.util.UUID(high, low).toString();
  }
}
