package io.eventmill.pipeline;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What no secret may be: empty, short, or what stands in everybody's example. */
public final class SecretRule {
  private static final Set<String> KNOWN =
      Set.of(
          "password",
          "passwort",
          "secret",
          "default",
          "admin",
          "administrator",
          "root",
          "test",
          "demo",
          "eventmill",
          "postgres",
          "postgresql",
          "opensearch",
          "elastic",
          "elasticsearch",
          "minio",
          "minioadmin",
          "grafana",
          "writekey",
          "apikey",
          "letmein",
          "qwertyuiop",
          "welcome");
  private static final List<String> EXAMPLES =
      List.of("changeme", "replaceme", "yourwritekey", "yoursecret", "yourpassword", "123456789");

  private SecretRule() {}

  /**
   * What is wrong with it, as the end of a sentence that never holds the secret itself.
   *
   * @param least characters it must have
   */
  public static Optional<String> fault(String secret, int least) {
    if (secret == null || secret.isBlank()) {
      return Optional.of("is empty");
    }
    if (isKnown(secret)) {
      return Optional.of("is one that everybody knows; make a random one");
    }
    if (secret.length() < least) {
      return Optional.of(
          "has " + secret.length() + " characters, at least " + least + " are needed");
    }
    return Optional.empty();
  }

  private static boolean isKnown(String secret) {
    String bare = secret.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    String word = bare.replaceAll("[0-9]+$", "");
    return KNOWN.contains(word)
        || EXAMPLES.stream().anyMatch(bare::contains)
        || secret.chars().distinct().count() < 3;
  }
}
