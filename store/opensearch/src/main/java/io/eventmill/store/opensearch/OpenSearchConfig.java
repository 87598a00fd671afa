package io.eventmill.store.opensearch;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where the cluster is and how it is used.
 *
 * @param urls of its nodes, e.g. {@code https://search-1:9200}; one that does not answer is left
 *     out for a while
 * @param prefix what the names of all indices begin with
 * @param user null where the cluster asks for none
 * @param password of the user; null where the cluster asks for none
 * @param authority PEM file of the authority to trust instead of those of the JVM; null for those
 * @param shards of each index
 * @param replicas of each index, as {@code auto_expand_replicas} takes it: {@code 0-1} is one copy
 *     where there is a second node
 * @param indicesMax how many indices there may be for sources and days; what comes then goes to one
 *     index for all
 * @param connectTimeout an attempt to connect is given up
 * @param requestTimeout an answer is no longer waited for
 */
public record OpenSearchConfig(
    List<String> urls,
    String prefix,
    String user,
    String password,
    Path authority,
    int shards,
    String replicas,
    int indicesMax,
    Bulk bulk,
    Duration connectTimeout,
    Duration requestTimeout) {
  private static final Pattern PREFIX = Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}");
  private static final Pattern REPLICAS = Pattern.compile("[0-9]{1,2}-([0-9]{1,2}|all)");

  /**
   * How rows are sent.
   *
   * @param actionsMax rows sent at once
   * @param bytesMax bytes sent at once; a single larger row goes alone
   * @param attemptsMax how often rows are sent that the cluster has no room for just now, before
   *     the whole batch is put off
   * @param retryMin first pause before they are sent again; doubles each time
   * @param retryMax longest such pause
   */
  public record Bulk(
      int actionsMax, long bytesMax, int attemptsMax, Duration retryMin, Duration retryMax) {
    public static final Bulk DEFAULTS =
        new Bulk(5_000, 8L << 20, 8, Duration.ofMillis(100), Duration.ofSeconds(5));

    public Bulk {
      atLeast("bulk_actions_max", actionsMax, 1);
      atLeast("bulk_bytes_max", bytesMax, 1);
      atLeast("bulk_attempts_max", attemptsMax, 1);
      atLeast("bulk_retry_min in ms", retryMin.toMillis(), 1);
      atLeast("bulk_retry_max in ms", retryMax.toMillis(), retryMin.toMillis());
    }
  }

  public OpenSearchConfig {
    urls = List.copyOf(urls);
    if (urls.isEmpty()) {
      throw new IllegalArgumentException(
          "opensearch.url names no node; expected one such as http://localhost:9200");
    }
    urls.forEach(OpenSearchConfig::check);
    if (!PREFIX.matcher(prefix).matches()) {
      throw new IllegalArgumentException(
          "opensearch.prefix is '"
              + prefix
              + "'; expected 1 to 100 of a-z, 0-9, '.', '_' and '-', beginning with a letter or"
              + " digit, such as eventmill-");
    }
    if (!REPLICAS.matcher(replicas).matches()) {
      throw new IllegalArgumentException(
          "opensearch.replicas is '" + replicas + "'; expected the least and the most, as in 0-1");
    }
    if ((user == null) != (password == null)) {
      throw new IllegalArgumentException(
          "opensearch.user and its password belong together; only one of them is given");
    }
    atLeast("shards", shards, 1);
    atLeast("indices_max", indicesMax, 0);
    atLeast("connect_timeout in ms", connectTimeout.toMillis(), 1);
    atLeast("request_timeout in ms", requestTimeout.toMillis(), 1);
  }

  /** One node without a password, everything else as it is when nobody says otherwise. */
  public static OpenSearchConfig of(String url, String prefix) {
    return new OpenSearchConfig(
        List.of(url),
        prefix,
        null,
        null,
        null,
        1,
        "0-1",
        400,
        Bulk.DEFAULTS,
        Duration.ofSeconds(5),
        Duration.ofSeconds(60));
  }

  /** The same cluster, other indices. */
  public OpenSearchConfig withPrefix(String other) {
    return new OpenSearchConfig(
        urls,
        other,
        user,
        password,
        authority,
        shards,
        replicas,
        indicesMax,
        bulk,
        connectTimeout,
        requestTimeout);
  }

  /** Without the password: this may come to a log. */
  @Override
  public String toString() {
    return "OpenSearchConfig[" + String.join(",", urls) + ", prefix " + prefix + "]";
  }

  private static void check(String url) {
    try {
      URI uri = URI.create(url);
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      boolean bare = uri.getPath().isEmpty() || uri.getPath().equals("/");
      if (http && uri.getHost() != null && bare && uri.getUserInfo() == null) {
        return;
      }
    } catch (IllegalArgumentException e) {
      // told below
    }
    throw new IllegalArgumentException(
        "opensearch.url is '"
            + url
            + "'; expected a node such as https://search-1:9200, without user and path");
  }

  private static void atLeast(String name, long value, long least) {
    if (value < least) {
      throw new IllegalArgumentException(
          "opensearch." + name + " is " + value + "; at least " + least);
    }
  }
}
