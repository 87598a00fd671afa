package io.eventmill.collect;

import io.eventmill.collect.body.BodyLimits;
import io.eventmill.pipeline.StageSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * Every number the collector goes by. A component's name in snake case, behind {@code collect.}, is
 * the setting's name, as messages call it.
 *
 * @param bodyMax bytes of a request's body, unpacked
 * @param eventMax bytes of one event
 * @param eventsMax events of one request
 * @param depthMax objects and arrays inside each other in one event
 * @param idMax characters of an id or key
 * @param userAgentMax characters kept of the User-Agent header; every event carries it
 * @param idsMax events up to which ids that we made are told without being asked for
 * @param requestsMax requests at the same time; one more is answered 429
 * @param bytesMax memory of all requests at the same time; what would pass it is answered 503. By
 *     default a quarter of the heap, at most 256 MB
 * @param connectionsMax connections at the same time; one more is closed
 * @param headerMax bytes of a request's header
 * @param urlMax bytes of its first line; a pixel's event stands there
 * @param readTimeout from a request's header to the end of its body
 * @param idleTimeout how long a connection may be open without a whole header coming in
 * @param ackTimeout how long log and spool may each take before the client is told to come again
 * @param retryAfter what 429 and 503 ask the client to wait
 * @param spoolDir folder of the spool; null: without one, when the log is away nothing is taken
 * @param spoolMax bytes of the spool's files
 * @param diskReserve bytes of the spool's disk that are left free for what was taken before; when
 *     less is free, what comes is answered 503
 * @param spoolAfter how long the log may take to answer before a batch goes to the spool
 * @param origins web origins whose pages may send; "*" = any
 * @param defaultSource source of {@code POST /collect}; null: the only one there is
 * @param trustedProxies how many proxies before us add to X-Forwarded-For; 0 ignores that header
 * @param keyRate requests a second of one write key; 0 = no limit. One more is answered 429
 * @param addressRate requests a second of one address, or of one IPv6 network of 64 bits; 0 = no
 *     limit. One more is answered 429
 * @param rateBurst for how long such a rate may be saved up, to be used at once
 * @param ratesMax how many keys, and how many addresses, are remembered for that
 */
public record CollectConfig(
    int bodyMax,
    int eventMax,
    int eventsMax,
    int depthMax,
    int idMax,
    int userAgentMax,
    int idsMax,
    int requestsMax,
    long bytesMax,
    int connectionsMax,
    int headerMax,
    int urlMax,
    Duration readTimeout,
    Duration idleTimeout,
    Duration ackTimeout,
    Duration retryAfter,
    Path spoolDir,
    long spoolMax,
    long diskReserve,
    Duration spoolAfter,
    List<String> origins,
    String defaultSource,
    int trustedProxies,
    int keyRate,
    int addressRate,
    Duration rateBurst,
    int ratesMax) {
  /** The producer's max.request.size is 17 MB; a record is the event, its key and its headers. */
  private static final int EVENT_CEILING = 16 * 1024 * 1024;

  public CollectConfig {
    Objects.requireNonNull(readTimeout, "readTimeout is null");
    Objects.requireNonNull(idleTimeout, "idleTimeout is null");
    Objects.requireNonNull(ackTimeout, "ackTimeout is null");
    Objects.requireNonNull(retryAfter, "retryAfter is null");
    Objects.requireNonNull(spoolAfter, "spoolAfter is null");
    Objects.requireNonNull(rateBurst, "rateBurst is null");
    origins = List.copyOf(origins);
    for (int n :
        new int[] {
          bodyMax, eventMax, eventsMax, depthMax, idMax, requestsMax, connectionsMax, ratesMax
        }) {
      if (n < 1) {
        throw new IllegalArgumentException("a limit of the collector is " + n + "; at least 1");
      }
    }
    if (eventMax > bodyMax || eventMax > EVENT_CEILING) {
      throw new IllegalArgumentException(
          "collect.event_max is "
              + eventMax
              + "; it must not pass collect.body_max ("
              + bodyMax
              + ") nor what the log's client takes ("
              + EVENT_CEILING
              + ")");
    }
  }

  public static CollectConfig defaults() {
    return new CollectConfig(
        16 * 1024 * 1024,
        1024 * 1024,
        100_000,
        256,
        1024,
        512,
        1_000,
        8_192,
        Math.min(256L * 1024 * 1024, Runtime.getRuntime().maxMemory() / 4),
        10_000,
        16 * 1024,
        16 * 1024,
        Duration.ofSeconds(30),
        Duration.ofSeconds(75),
        Duration.ofSeconds(10),
        Duration.ofSeconds(2),
        null,
        1L << 30,
        256L << 20,
        Duration.ofSeconds(2),
        List.of("*"),
        null,
        0,
        0,
        0,
        Duration.ofSeconds(10),
        100_000);
  }

  /** These settings but one. {@code setting} is its name, with or without {@code collect.} */
  public CollectConfig with(String setting, Object value) {
    String name = setting.startsWith("collect.") ? setting.substring(8) : setting;
    return StageSettings.with(this, "collect", name, String.valueOf(value));
  }

  BodyLimits bodyLimits() {
    return new BodyLimits(eventMax, eventsMax, depthMax, idMax);
  }
}
