package io.eventmill.app.security;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.net.URI;
import java.util.List;

/**
 * Tells requests that a page of another site made a browser send. Browsers say so themselves, in
 * headers that no page can set; what is no browser says nothing and is none.
 */
record OtherSites(List<String> hosts) {
  private static final List<String> OURS = List.of("same-origin", "none");

  static boolean changes(HttpMethod method) {
    return !(method.equals(HttpMethod.GET)
        || method.equals(HttpMethod.HEAD)
        || method.equals(HttpMethod.OPTIONS));
  }

  boolean sent(HttpServerRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null) {
      return !OURS.contains(site);
    }
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    if (origin == null) {
      return false;
    }
    try {
      URI page = URI.create(origin);
      HostAndPort us = request.authority();
      boolean ours = us != null && us.host().equals(page.getHost()) && us.port() == page.getPort();
      return !ours && !(page.getHost() != null && hosts.contains(page.getHost()));
    } catch (IllegalArgumentException e) {
      return true;
    }
  }

  /**
   * Whether a browser may call this server by that name while nobody signs in: a name with a dot
   * may be anybody's, who has it lead here to let a page of theirs read along.
   */
  boolean mayCallUs(HttpServerRequest request) {
    String host = request.authority() == null ? "" : request.authority().host();
    return host == null
        || host.indexOf('.') < 0
        || host.endsWith(".localhost")
        || host.matches("[0-9.]+|\\[[0-9A-Fa-f:.%]+]")
        || host.indexOf(':') >= 0
        || hosts.contains(host)
        || hosts.contains("*");
  }
}
