package io.eventmill.collect;

import io.eventmill.collect.body.Refusal;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Set;

/**
 * Lets pages of other origins send. The origin is echoed, with credentials allowed: trackers that
 * send credentials are blocked by a "*", and then send again what had arrived.
 */
final class Cors {
  private static final CharSequence ALLOW_HEADERS =
      HttpHeaders.createOptimized(
          "content-type, authorization, x-write-key, anonymousid, sentat, content-encoding,"
              + " idempotency-key");
  private static final CharSequence ALLOW_METHODS =
      HttpHeaders.createOptimized("POST, GET, HEAD, OPTIONS");
  private static final CharSequence EXPOSE = HttpHeaders.createOptimized("retry-after");
  private static final CharSequence DAY = HttpHeaders.createOptimized("86400");
  private static final CharSequence TRUE = HttpHeaders.createOptimized("true");

  private final String setting;
  private final boolean any;
  private final Set<String> origins;

  /**
   * @param setting that says so, for messages
   */
  Cors(List<String> origins, String setting) {
    this.setting = setting;
    this.any = origins.contains("*");
    this.origins = Set.copyOf(origins);
  }

  /** False when the request comes from a page whose origin may not send. */
  boolean admits(HttpServerRequest request) {
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    if (origin == null) {
      return true;
    }
    MultiMap headers = request.response().headers();
    headers.set(HttpHeaders.VARY, HttpHeaders.ORIGIN);
    if (!any && !origins.contains(origin)) {
      return false;
    }
    headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS, TRUE);
    headers.set(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSE);
    return true;
  }

  /** Why it was not admitted. */
  Refusal refusal(HttpServerRequest request) {
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    String found = "pages of " + origin + " may not send here (" + setting + ")";
    return Refusal.of(403, "origin_not_allowed", found);
  }

  /** What a page may do, for the browser's question before its request. */
  void preflight(HttpServerRequest request) {
    if (request.getHeader(HttpHeaders.ORIGIN) != null) {
      MultiMap headers = request.response().headers();
      headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, ALLOW_METHODS);
      headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, ALLOW_HEADERS);
      headers.set(HttpHeaders.ACCESS_CONTROL_MAX_AGE, DAY);
    }
  }
}
