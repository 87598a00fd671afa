package io.eventmill.app.security;

import io.eventmill.pipeline.SecretRule;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Optional;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/** Passwords as bcrypt hashes: slow on purpose, each with a salt of its own. */
public final class Passwords {
  /** Characters. */
  public static final int LEAST = 12;

  /** Bytes; bcrypt looks at no more. */
  public static final int MOST = 72;

  private static final int COST = 12;
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Of nobody's password, so that an unknown name takes as long as a known one. */
  private static final String NOBODY = hash("no-one-has-this-one");

  private Passwords() {}

  /** What is wrong with it, as the end of a sentence that does not hold it. */
  public static Optional<String> fault(String password) {
    if (bytes(password) > MOST) {
      return Optional.of("has more than " + MOST + " bytes");
    }
    return SecretRule.fault(password, LEAST);
  }

  public static String hash(String password) {
    byte[] salt = new byte[16];
    RANDOM.nextBytes(salt);
    return OpenBSDBCrypt.generate(password.toCharArray(), salt, COST);
  }

  /**
   * Takes some hundred milliseconds; not for an event loop.
   *
   * @param hash null: there is no such user
   */
  static boolean isRight(String password, String hash) {
    if (bytes(password) > MOST) {
      return false;
    }
    boolean right =
        OpenBSDBCrypt.checkPassword(hash == null ? NOBODY : hash, password.toCharArray());
    return right && hash != null;
  }

  private static int bytes(String password) {
    return password.getBytes(StandardCharsets.UTF_8).length;
  }
}
