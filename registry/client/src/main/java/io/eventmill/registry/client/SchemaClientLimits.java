package io.eventmill.registry.client;

import java.io.Serializable;
import java.time.Duration;

/**
 * The numbers of a {@link SchemaClient}.
 *
 * @param connectTimeout for reaching one address
 * @param requestTimeout for one whole answer
 * @param retriesMax tries after the first, over all addresses in turn
 * @param pause before the first retry; doubled before each further one
 * @param awayFor after a failure, how long the registry is taken to be away without asking it
 * @param freshFor how long "latest" is believed before it is asked for again
 * @param missingFor how long "not found" is believed
 * @param schemasMax schemas kept; the least recently used goes first
 * @param answerBytesMax the largest answer read
 * @param referencesMax schemas that one schema may refer to, directly and by others
 */
public record SchemaClientLimits(
    Duration connectTimeout,
    Duration requestTimeout,
    int retriesMax,
    Duration pause,
    Duration awayFor,
    Duration freshFor,
    Duration missingFor,
    int schemasMax,
    int answerBytesMax,
    int referencesMax)
    implements Serializable {
  public SchemaClientLimits {
    if (retriesMax < 0 || schemasMax < 1 || answerBytesMax < 1 || referencesMax < 0) {
      throw new IllegalArgumentException(
          "retriesMax %d, schemasMax %d, answerBytesMax %d, referencesMax %d: one is too small"
              .formatted(retriesMax, schemasMax, answerBytesMax, referencesMax));
    }
  }

  public static SchemaClientLimits defaults() {
    return new SchemaClientLimits(
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        2,
        Duration.ofMillis(100),
        Duration.ofSeconds(1),
        Duration.ofSeconds(30),
        Duration.ofSeconds(5),
        1_000,
        8 * 1024 * 1024,
        100);
  }
}
