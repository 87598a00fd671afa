package io.eventmill.store.opensearch;

import io.eventmill.store.opensearch.OpenSearchConfig.Bulk;
import java.time.Duration;
import java.util.List;

/** How the stores of the tests are set. */
final class TestStores {
  private TestStores() {}

  /** Few indices, for making one takes the node half a second. */
  static OpenSearchConfig of(String url, String prefix) {
    return with(url, prefix, 2, Bulk.DEFAULTS);
  }

  static OpenSearchConfig with(String url, String prefix, int indicesMax, Bulk bulk) {
    return new OpenSearchConfig(
        List.of(url),
        prefix,
        null,
        null,
        null,
        1,
        "0-1",
        indicesMax,
        bulk,
        Duration.ofSeconds(5),
        Duration.ofSeconds(60));
  }
}
