package io.eventmill.app.security;

import java.time.Duration;
import java.util.List;

/**
 * Numbers of the API's and the dashboard's door.
 *
 * @param sessionIdle a session that is not used for so long ends
 * @param sessionMax a session ends so long after signing in, however much it is used
 * @param sessionsMax sessions at the same time; with one more the longest unused one ends
 * @param attemptsMax passwords that one address may try in a minute, and ten times that for one
 *     name; one more is answered 429
 * @param apiRate requests a second that one address may ask of API and pages; 0 = no limit. One
 *     more is answered 429
 * @param apiBurst for how long that rate may be saved up, to be used at once
 * @param hosts names by which browsers may call the server while nobody has to sign in, beside
 *     localhost and addresses; "*" = any
 * @param tlsProxy a proxy before the server ends TLS and says so in X-Forwarded-Proto, replacing
 *     what clients put there: only then is that header believed, and the session's cookie Secure
 */
public record SecurityConfig(
    Duration sessionIdle,
    Duration sessionMax,
    int sessionsMax,
    int attemptsMax,
    int apiRate,
    Duration apiBurst,
    List<String> hosts,
    boolean tlsProxy) {
  public SecurityConfig {
    hosts = List.copyOf(hosts);
    if (sessionsMax < 1 || attemptsMax < 1) {
      throw new IllegalArgumentException(
          "security.sessions_max and security.attempts_max are at least 1");
    }
  }

  public static SecurityConfig defaults() {
    return new SecurityConfig(
        Duration.ofHours(8),
        Duration.ofDays(7),
        1_000,
        10,
        0,
        Duration.ofSeconds(10),
        List.of(),
        false);
  }
}
