package io.eventmill.collect;

import io.eventmill.collect.body.Caller;
import io.eventmill.collect.body.Refusal;
import io.eventmill.collect.body.Refused;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.util.List;

/** Who sent a request, as far as the request tells. */
final class CallerOf {
  private static final CharSequence FORWARDED = HttpHeaders.createOptimized("x-forwarded-for");
  private static final CharSequence REQUEST_KEY = HttpHeaders.createOptimized("idempotency-key");
  private static final int ADDRESS_MAX = 64;

  /** Longer keys are refused: cut short, two of them could be one. */
  private static final int REQUEST_KEY_MAX = 255;

  private CallerOf() {}

  static Caller request(HttpServerRequest request, CollectConfig config, long nowMillis) {
    String agent = request.getHeader(HttpHeaders.USER_AGENT);
    if (agent != null && agent.length() > config.userAgentMax()) {
      agent = agent.substring(0, config.userAgentMax());
    }
    return new Caller(address(request, config), agent, nowMillis, requestKey(request));
  }

  /** The sender's address as far as it can be believed, or null. */
  static String address(HttpServerRequest request, CollectConfig config) {
    String ip = null;
    if (config.trustedProxies() > 0) {
      ip = forwarded(request.headers().getAll(FORWARDED), config.trustedProxies());
    }
    SocketAddress peer = request.remoteAddress();
    if (ip == null && peer != null) {
      ip = peer.hostAddress();
    }
    return ip;
  }

  private static String requestKey(HttpServerRequest request) {
    String key = request.getHeader(REQUEST_KEY);
    return key == null || key.isEmpty() ? null : key;
  }

  /** To be asked before the body is read. */
  static void checkRequestKey(HttpServerRequest request) throws Refused {
    String key = requestKey(request);
    if (key != null && key.length() > REQUEST_KEY_MAX) {
      String found = "Idempotency-Key has %d characters, the limit is %d";
      throw Refusal.of(
              400, "idempotency_key_invalid", found.formatted(key.length(), REQUEST_KEY_MAX))
          .asException();
    }
  }

  /**
   * Each proxy appends who came to it. The last {@code proxies} entries are written by proxies we
   * trust; what stands before them anyone may have made up.
   */
  static String forwarded(List<String> headers, int proxies) {
    String[] hops = String.join(",", headers).split(",", -1);
    int at = Math.max(0, hops.length - proxies);
    String hop = hops[at].trim();
    return hop.isEmpty() || hop.length() > ADDRESS_MAX ? null : hop;
  }
}
