package io.eventmill.store.opensearch;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How large a request may be: what the setting allows, or less once the cluster, or a proxy before
 * it, has turned out to take less. Learned anew when the store is opened again. Safe for threads.
 */
final class RequestSize {
  private static final Logger LOG = LoggerFactory.getLogger(RequestSize.class);

  /** No server in use is set to take less. */
  static final long TAKEN_BY_ALL = 64 << 10;

  private volatile long max;

  RequestSize(long allowed) {
    this.max = allowed;
  }

  long max() {
    return max;
  }

  /** A request of this size was not taken: none of more than half of it is sent from now on. */
  void tooLarge(long bytes) {
    long half = Math.max(1, bytes / 2);
    if (half < max) {
      max = half;
      LOG.warn(
          "the cluster, or what stands before it, does not take a request of {} bytes; sending at"
              + " most {} at once. Its limit is http.max_content_length, ours"
              + " opensearch.bulk_bytes_max",
          bytes,
          half);
    }
  }
}
