package io.eventmill.app.security;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * What every answer but the collector's tells browsers: not to guess its type, not to show it
 * inside another site's page, not to run anything of it. Pages replace the policy by their own,
 * which lets in their own scripts and styles.
 */
public final class SecurityHeaders implements Handler<RoutingContext> {
  private static final CharSequence POLICY =
      HttpHeaders.createOptimized("default-src 'none'; frame-ancestors 'none'; base-uri 'none'");
  private static final CharSequence NOSNIFF = HttpHeaders.createOptimized("nosniff");
  private static final CharSequence DENY = HttpHeaders.createOptimized("DENY");
  private static final CharSequence SAME_ORIGIN = HttpHeaders.createOptimized("same-origin");
  private static final CharSequence NOTHING =
      HttpHeaders.createOptimized("camera=(), microphone=(), geolocation=(), payment=()");
  private static final CharSequence YEAR = HttpHeaders.createOptimized("max-age=31536000");

  private SecurityHeaders() {}

  /** For every path that is mounted after this. */
  public static void mount(Router router) {
    router.route().handler(new SecurityHeaders());
  }

  @Override
  public void handle(RoutingContext ctx) {
    MultiMap headers = ctx.response().headers();
    headers.set("X-Content-Type-Options", NOSNIFF);
    headers.set("X-Frame-Options", DENY);
    // not no-referrer: a form of ours would then say that it comes from nowhere
    headers.set("Referrer-Policy", SAME_ORIGIN);
    headers.set("Cross-Origin-Opener-Policy", SAME_ORIGIN);
    headers.set("Cross-Origin-Resource-Policy", SAME_ORIGIN);
    headers.set("Permissions-Policy", NOTHING);
    headers.set("Content-Security-Policy", POLICY);
    if (ctx.request().isSSL()) { // a browser that has seen this does not ask without TLS again
      headers.set("Strict-Transport-Security", YEAR);
    }
    ctx.next();
  }
}
