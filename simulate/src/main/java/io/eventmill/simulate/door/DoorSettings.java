package io.eventmill.simulate.door;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/**
 * Where events go and how hard we try.
 *
 * @param to the collector, e.g. {@code http://localhost:8080}
 * @param path under it, e.g. {@code collect/web}
 * @param inFlight requests under way at once; with 1 batches arrive in the order they were put
 * @param gzip whether bodies are compressed
 * @param headers sent with every request, e.g. Authorization
 */
public record DoorSettings(
    URI to,
    String path,
    Batching batching,
    Patience patience,
    int inFlight,
    BodyForm form,
    boolean gzip,
    Map<String, String> headers) {

  /**
   * @param events most events in a request
   * @param bytes most bytes in a request; a larger single event still goes, alone
   * @param queued full batches that may wait for a free request before {@code put} blocks
   */
  public record Batching(int events, int bytes, int queued) {
    public static final Batching DEFAULT = new Batching(500, 512 * 1024, 8);

    public Batching {
      within("batch events", events, 1, 100_000);
      within("batch bytes", bytes, 1_024, 64 * 1024 * 1024);
      within("queued batches", queued, 1, 10_000);
    }
  }

  /**
   * @param timeout for one request, from connecting to the answer
   * @param firstWait before the first repetition; doubled with each further one
   * @param longestWait bound of that doubling
   * @param giveUpAfter how long one batch is tried again; zero means for ever
   */
  public record Patience(
      Duration timeout, Duration firstWait, Duration longestWait, Duration giveUpAfter) {
    public static final Patience DEFAULT =
        new Patience(
            Duration.ofSeconds(30),
            Duration.ofMillis(100),
            Duration.ofSeconds(10),
            Duration.ofHours(1));

    public Patience {
      positive("timeout", timeout);
      positive("first wait", firstWait);
      positive("longest wait", longestWait);
      if (giveUpAfter.isNegative()) {
        throw new IllegalArgumentException("give up after: " + giveUpAfter + " is negative");
      }
    }
  }

  public DoorSettings {
    requireNonNull(to, "to is null");
    requireNonNull(path, "path is null");
    String scheme = to.getScheme();
    boolean http = "http".equals(scheme) || "https".equals(scheme);
    if (!http || to.getHost() == null) {
      throw new IllegalArgumentException(
          "--to: '" + to + "' is not an address; write e.g. http://localhost:8080");
    }
    within("requests in flight", inFlight, 1, 256);
    headers = Map.copyOf(headers);
  }

  /** The given source of the given collector, all else as usual. */
  public static DoorSettings of(URI to, String source) {
    requireNonNull(source, "source is null");
    if (source.isBlank()) {
      throw new IllegalArgumentException("source: is empty; name the source of the events");
    }
    return at(to, "collect/" + encoded(source));
  }

  /**
   * The rows of a reference table of the given server, in their order, whole arrays at a time.
   *
   * @param table as {@code schema.table}
   * @param key the column that names a row
   */
  public static DoorSettings ofTable(URI to, String table, String key) {
    return at(to, "api/tables/" + encoded(table) + "?key=" + encoded(key))
        .withInFlight(1)
        .withForm(BodyForm.ARRAY);
  }

  private static DoorSettings at(URI to, String path) {
    return new DoorSettings(
        to, path, Batching.DEFAULT, Patience.DEFAULT, 4, BodyForm.LINES, false, Map.of());
  }

  public DoorSettings withBatching(Batching given) {
    return new DoorSettings(to, path, given, patience, inFlight, form, gzip, headers);
  }

  public DoorSettings withPatience(Patience given) {
    return new DoorSettings(to, path, batching, given, inFlight, form, gzip, headers);
  }

  public DoorSettings withInFlight(int given) {
    return new DoorSettings(to, path, batching, patience, given, form, gzip, headers);
  }

  public DoorSettings withForm(BodyForm given) {
    return new DoorSettings(to, path, batching, patience, inFlight, given, gzip, headers);
  }

  public DoorSettings withGzip(boolean given) {
    return new DoorSettings(to, path, batching, patience, inFlight, form, given, headers);
  }

  public DoorSettings withHeaders(Map<String, String> given) {
    return new DoorSettings(to, path, batching, patience, inFlight, form, gzip, given);
  }

  /** The address that batches are posted to. */
  public URI door() {
    String base = to.toString();
    return URI.create((base.endsWith("/") ? base : base + "/") + path);
  }

  private static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static void within(String what, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          what + ": " + value + " is not possible; give a number from " + least + " to " + most);
    }
  }

  private static void positive(String what, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(what + ": " + value + " is not above zero");
    }
  }
}
