package io.eventmill.app.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A machine's token: 256 random bits, with a beginning by which scanners for leaked secrets know
 * it. That much chance needs no slow hash.
 */
public final class TokenText {
  static final String BEGIN = "emt_";
  private static final SecureRandom RANDOM = new SecureRandom();

  private TokenText() {}

  public static String random() {
    return BEGIN + id();
  }

  /** 256 random bits, for a session too. */
  static String id() {
    byte[] bits = new byte[32];
    RANDOM.nextBytes(bits);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
  }

  public static String hash(String token) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  /** Takes as long for a wrong hash as for a right one. */
  static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
