package io.eventmill.steps.dedupe;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Objects;

/**
 * 128 bits that stand for an event id, the same on every machine and in every run: they are kept in
 * checkpoints. A UUID as everyone writes it has 128 bits itself, so that no two of them are ever
 * taken for each other; any other text has the first half of its SHA-256. The UUID's bits are
 * changed by two constants (of pi), so that writing half of a SHA-256 as a UUID yields no other
 * text's fingerprint. One per thread: it holds the last result.
 */
public final class IdFingerprint {
  private static final int UUID_LENGTH = 36;
  private static final long UUID_HIGH = 0x243f6a8885a308d3L;
  private static final long UUID_LOW = 0x13198a2e03707344L;

  private final MessageDigest sha256;
  private final byte[] hash = new byte[32];
  private long high;
  private long low;

  public IdFingerprint() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Takes the id's fingerprint; {@link #high} and {@link #low} tell it. */
  public void take(String id) {
    Objects.requireNonNull(id, "id is null");
    if (!takeUuid(id)) {
      takeText(id);
    }
  }

  public long high() {
    return high;
  }

  public long low() {
    return low;
  }

  private boolean takeUuid(String id) {
    if (id.length() != UUID_LENGTH) {
      return false;
    }
    long first = 0;
    long second = 0;
    for (int i = 0; i < UUID_LENGTH; i++) {
      char c = id.charAt(i);
      if (i == 8 || i == 13 || i == 18 || i == 23) {
        if (c != '-') {
          return false;
        }
        continue;
      }
      int digit = digit(c);
      if (digit < 0) {
        return false;
      }
      if (i < 18) {
        first = first << 4 | digit;
      } else {
        second = second << 4 | digit;
      }
    }
    high = first ^ UUID_HIGH;
    low = second ^ UUID_LOW;
    return true;
  }

  /** Lower case alone: in upper case it is another text, hence another id. */
  private static int digit(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
  }

  private void takeText(String id) {
    sha256.update(id.getBytes(UTF_8));
    try {
      sha256.digest(hash, 0, hash.length);
    } catch (DigestException e) {
      throw new IllegalStateException("a SHA-256 has 32 bytes", e);
    }
    high = Longs.at(hash, 0);
    low = Longs.at(hash, 1);
  }
}
