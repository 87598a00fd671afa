package io.eventmill.app.security;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

/**
 * Signing in and out with a browser. The page works without scripts. The session's cookie is for
 * this server only: no script reads it, no other site's page has it sent.
 */
final class Login {
  static final String PATH = "/login";
  static final String LEAVE = "/logout";

  /** The name of who signed in, for the pages to show; opens nothing. */
  static final String SHOWN = "eventmill_user";

  private static final int FORM_MAX = 8 * 1024;
  private static final String POLICY =
      "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none';"
          + " frame-ancestors 'none'";

  private final LiveAccounts accounts;
  private final Credentials credentials;
  private final Sessions sessions;
  private final boolean tlsProxy;

  Login(LiveAccounts accounts, Credentials credentials, Sessions sessions, boolean tlsProxy) {
    this.tlsProxy = tlsProxy;
    this.accounts = accounts;
    this.credentials = credentials;
    this.sessions = sessions;
  }

  void mount(Router router) {
    BodyHandler form = BodyHandler.create(false).setBodyLimit(FORM_MAX);
    router.get(PATH).handler(this::show);
    router.post(PATH).handler(form).handler(this::enter);
    router.post(LEAVE).handler(this::leave);
  }

  private void show(RoutingContext ctx) {
    Cookie cookie = ctx.request().getCookie(Credentials.COOKIE);
    Accounts.User user = cookie == null ? null : sessions.user(cookie.getValue(), accounts.now());
    if (user == null) {
      page(ctx, 200, LoginPage.form(to(ctx.request().getParam("to")), ""));
    } else {
      page(ctx, 200, LoginPage.signedIn(user));
    }
  }

  private void enter(RoutingContext ctx) {
    String name = field(ctx, "name");
    String to = to(field(ctx, "to"));
    credentials
        .check(ctx, name, field(ctx, "password"), accounts.now())
        .onSuccess(
            checked -> {
              if (checked.waitSeconds() > 0) {
                ctx.response().putHeader("Retry-After", Integer.toString(checked.waitSeconds()));
                String wait = "Too many attempts; wait " + checked.waitSeconds() + " seconds.";
                page(ctx, 429, LoginPage.form(to, wait));
              } else if (checked.user() == null) {
                page(ctx, 401, LoginPage.form(to, "Name or password is not right."));
              } else {
                in(ctx, checked.user(), to);
              }
            })
        .onFailure(ctx::fail);
  }

  /** Always a new session: an id that was there before is no good afterwards. */
  private void in(RoutingContext ctx, Accounts.User user, String to) {
    Cookie before = ctx.request().getCookie(Credentials.COOKIE);
    if (before != null) {
      sessions.end(before.getValue());
    }
    ctx.response().addCookie(cookie(ctx, Credentials.COOKIE, sessions.begin(user)));
    ctx.response().addCookie(cookie(ctx, SHOWN, user.name()).setHttpOnly(false));
    go(ctx, to);
  }

  private void leave(RoutingContext ctx) {
    Cookie cookie = ctx.request().getCookie(Credentials.COOKIE);
    if (cookie != null) {
      sessions.end(cookie.getValue());
    }
    ctx.response().addCookie(cookie(ctx, Credentials.COOKIE, "").setMaxAge(0));
    ctx.response().addCookie(cookie(ctx, SHOWN, "").setMaxAge(0));
    go(ctx, PATH);
  }

  private Cookie cookie(RoutingContext ctx, String name, String value) {
    return Cookie.cookie(name, value)
        .setPath("/")
        .setHttpOnly(true)
        .setSameSite(CookieSameSite.STRICT)
        .setSecure(isTls(ctx));
  }

  private boolean isTls(RoutingContext ctx) {
    return ctx.request().isSSL()
        || (tlsProxy && "https".equalsIgnoreCase(ctx.request().getHeader("X-Forwarded-Proto")));
  }

  private static String field(RoutingContext ctx, String name) {
    String value = ctx.request().getFormAttribute(name);
    return value == null ? "" : value;
  }

  /** A path of ours, whatever was asked for. */
  static String to(String asked) {
    return asked != null && asked.matches("/[A-Za-z0-9_-][A-Za-z0-9/._-]*") ? asked : "/";
  }

  private static void go(RoutingContext ctx, String to) {
    ctx.response()
        .setStatusCode(303)
        .putHeader(HttpHeaders.LOCATION, to)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end();
  }

  private static void page(RoutingContext ctx, int status, String html) {
    ctx.response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .putHeader("Content-Security-Policy", POLICY)
        .end(html);
  }
}
