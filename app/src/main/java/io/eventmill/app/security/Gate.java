package io.eventmill.app.security;

import io.eventmill.collect.keys.RateLimits;
import io.eventmill.query.http.ApiException;
import io.eventmill.query.http.Errors;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands before everything but the collector: nothing behind it is reached by who may not. Without
 * any account everybody may, except pages of other sites. One for all event loops.
 */
public final class Gate implements Handler<RoutingContext> {
  private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
  private static final Set<String> FOR_ALL =
      Set.of("/health/live", "/health/ready", Login.PATH, Login.LEAVE);
  private static final String STYLES = "/assets/";

  private final LiveAccounts accounts;
  private final Credentials credentials;
  private final Login login;
  private final OtherSites sites;
  private final RateLimits rates;
  private final Clock clock;

  private Gate(LiveAccounts accounts, SecurityConfig config, Clock clock, LongSupplier nanos) {
    Sessions sessions = new Sessions(config, clock);
    this.accounts = accounts;
    this.credentials = new Credentials(config, sessions, clock, nanos);
    this.sites = new OtherSites(config.hosts());
    this.login = new Login(accounts, credentials, sessions, config.tlsProxy());
    this.rates = new RateLimits(config.apiRate(), config.apiBurst(), 100_000, nanos);
    this.clock = clock;
  }

  /**
   * @throws IOException when there is a file of accounts that cannot be read
   */
  public static Gate of(AccountsFile file, SecurityConfig config, Clock clock, LongSupplier nanos)
      throws IOException {
    return new Gate(LiveAccounts.of(file, nanos), config, clock, nanos);
  }

  public boolean hasAdmin() {
    return accounts.now().hasAdmin(clock.instant());
  }

  /** Before everything that it stands before. */
  public void mount(Router router) {
    router.route().handler(this);
    login.mount(router);
  }

  @Override
  public void handle(RoutingContext ctx) {
    HttpServerRequest request = ctx.request();
    var peer = request.remoteAddress();
    int wait = rates.take(RateLimits.network(peer == null ? null : peer.hostAddress()));
    if (wait > 0) {
      String found = "This address asks more than " + rates.perSecond() + " times a second";
      tooMuch(ctx, "rate_limited", found + " (security.api_rate).", wait);
      return;
    }
    if (OtherSites.changes(request.method()) && sites.sent(request)) {
      refuse(ctx, 403, "other_site", "A page of another site may not change anything here.");
      return;
    }
    Accounts now = accounts.now();
    if (now.areNone()) {
      unguarded(ctx);
      return;
    }
    String path = ctx.normalizedPath();
    if (FOR_ALL.contains(path) || path.startsWith(STYLES)) {
      ctx.next();
      return;
    }
    request.pause(); // its body must still be there when we know who asks
    credentials
        .find(ctx, now)
        .onComplete(
            found -> {
              decide(ctx, found);
              request.resume(); // who reads the body is there by now
            },
            error -> {
              ctx.fail(error);
              request.resume();
            });
  }

  private void unguarded(RoutingContext ctx) {
    if (sites.mayCallUs(ctx.request())) {
      ctx.next();
      return;
    }
    refuse(
        ctx,
        403,
        "host_not_known",
        "While nobody has to sign in, this server is not called by that name; add it with"
            + " --set security.hosts=NAME.");
  }

  private void decide(RoutingContext ctx, Credentials.Found found) {
    HttpServerRequest request = ctx.request();
    if (found.waitSeconds() > 0) {
      String tried = "Too many passwords were tried (security.attempts_max).";
      tooMuch(ctx, "too_many_attempts", tried, found.waitSeconds());
    } else if (found.who() == null) {
      whoAreYou(ctx);
    } else if (!found.who().rights().include(needed(request.method(), ctx.normalizedPath()))) {
      refuse(ctx, 403, "not_allowed", "'" + found.who().name() + "' may read here, not change.");
    } else {
      if (OtherSites.changes(request.method())) {
        LOG.info("{} {} by {}", request.method(), ctx.normalizedPath(), found.who().name());
      }
      ctx.next();
    }
  }

  private static void tooMuch(RoutingContext ctx, String code, String message, int wait) {
    ctx.response().putHeader("Retry-After", Integer.toString(wait));
    refuse(ctx, 429, code, message);
  }

  /** Asking is for readers, also where the registry's protocol asks by POST. */
  private static Rights needed(HttpMethod method, String path) {
    boolean asks =
        !OtherSites.changes(method)
            || (method.equals(HttpMethod.POST)
                && (path.startsWith("/compatibility/") || path.matches("/subjects/[^/]+/?")));
    return asks ? Rights.READER : Rights.ADMIN;
  }

  private static void whoAreYou(RoutingContext ctx) {
    HttpServerRequest request = ctx.request();
    String accept = request.getHeader(HttpHeaders.ACCEPT);
    if (request.method().equals(HttpMethod.GET) && accept != null && accept.contains("text/html")) {
      String to = URLEncoder.encode(ctx.normalizedPath(), StandardCharsets.UTF_8);
      ctx.response()
          .setStatusCode(303)
          .putHeader(HttpHeaders.LOCATION, Login.PATH + "?to=" + to)
          .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
          .end();
      return;
    }
    // not Basic: a browser would ask with a window of its own
    ctx.response().putHeader("WWW-Authenticate", "Bearer realm=\"eventmill\"");
    refuse(
        ctx,
        401,
        "who_are_you",
        "Sign in at /login, or send Authorization: Bearer TOKEN, or Basic with name and password.");
  }

  private static void refuse(RoutingContext ctx, int status, String code, String message) {
    Errors.send(ctx, ApiException.of(status, code, message));
  }
}
