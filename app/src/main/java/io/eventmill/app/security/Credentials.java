package io.eventmill.app.security;

import io.eventmill.collect.keys.RateLimits;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Finds out who asks: by a token, by name and password, by the cookie of a session. A password that
 * was right is known for a while, as checking one is slow on purpose; how often one may be tried is
 * limited, for an address and for a name. Safe for threads.
 */
final class Credentials {
  static final String COOKIE = "eventmill_session";
  private static final int KNOWN_MAX = 1_000;
  private static final int NAME_FACTOR = 10;

  private final Sessions sessions;
  private final RateLimits byAddress;
  private final RateLimits byName;
  private final Clock clock;
  private final String salt = TokenText.id();
  private final Map<String, Accounts.User> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Accounts.User> eldest) {
          return size() > KNOWN_MAX;
        }
      };

  /**
   * @param who null when it is nobody we know
   * @param waitSeconds more than 0: nothing was looked at, too much has been tried
   */
  record Found(Who who, int waitSeconds) {
    static final Found NOBODY = new Found(null, 0);
  }

  Credentials(SecurityConfig config, Sessions sessions, Clock clock, LongSupplier nanos) {
    Duration minute = Duration.ofMinutes(1);
    this.sessions = sessions;
    this.clock = clock;
    this.byAddress = RateLimits.of(config.attemptsMax(), minute, KNOWN_MAX, nanos);
    this.byName = RateLimits.of(NAME_FACTOR * config.attemptsMax(), minute, KNOWN_MAX, nanos);
  }

  Future<Found> find(RoutingContext ctx, Accounts accounts) {
    String given = ctx.request().getHeader(HttpHeaders.AUTHORIZATION);
    if (given == null) {
      return Future.succeededFuture(found(bySession(ctx, accounts), true));
    }
    int space = given.indexOf(' ');
    String scheme = space < 0 ? given : given.substring(0, space);
    String rest = space < 0 ? "" : given.substring(space + 1).trim();
    if (scheme.equalsIgnoreCase("bearer")) {
      return Future.succeededFuture(byToken(rest, accounts));
    }
    return scheme.equalsIgnoreCase("basic")
        ? byBasic(ctx, rest, accounts)
        : Future.succeededFuture(Found.NOBODY);
  }

  private Accounts.User bySession(RoutingContext ctx, Accounts accounts) {
    var cookie = ctx.request().getCookie(COOKIE);
    return cookie == null ? null : sessions.user(cookie.getValue(), accounts);
  }

  private Found byToken(String text, Accounts accounts) {
    String hash = TokenText.hash(text);
    Found found = Found.NOBODY;
    for (Accounts.Token token : accounts.tokens()) {
      if (TokenText.same(token.hash(), hash) && token.isGood(clock.instant())) {
        found = new Found(new Who(token.name(), token.role(), false), 0);
      }
    }
    return found;
  }

  private Future<Found> byBasic(RoutingContext ctx, String encoded, Accounts accounts) {
    String pair;
    try {
      pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return Future.succeededFuture(Found.NOBODY);
    }
    int colon = pair.indexOf(':');
    if (colon < 0) {
      return Future.succeededFuture(Found.NOBODY);
    }
    String key = TokenText.hash(salt + pair);
    synchronized (known) {
      Accounts.User user = known.get(key);
      if (user != null && accounts.users().contains(user)) {
        return Future.succeededFuture(found(user, false));
      }
    }
    return check(ctx, pair.substring(0, colon), pair.substring(colon + 1), accounts)
        .map(
            checked -> {
              if (checked.user() == null) {
                return new Found(null, checked.waitSeconds());
              }
              synchronized (known) {
                known.put(key, checked.user());
              }
              return found(checked.user(), false);
            });
  }

  /**
   * @param user null: the password is not right, or was not looked at
   */
  record Checked(Accounts.User user, int waitSeconds) {}

  /** Looks at a password, off the event loop, unless too many were tried. */
  Future<Checked> check(RoutingContext ctx, String name, String password, Accounts accounts) {
    var peer = ctx.request().remoteAddress();
    String address = RateLimits.network(peer == null ? null : peer.hostAddress());
    int wait = Math.max(byAddress.take(address), byName.take(name));
    if (wait > 0) {
      return Future.succeededFuture(new Checked(null, wait));
    }
    Accounts.User user = accounts.user(name).orElse(null);
    String hash = user == null ? null : user.password();
    return ctx.vertx()
        .executeBlocking(() -> Passwords.isRight(password, hash), false)
        .map(right -> new Checked(right ? user : null, 0));
  }

  private static Found found(Accounts.User user, boolean byCookie) {
    return user == null ? Found.NOBODY : new Found(new Who(user.name(), user.role(), byCookie), 0);
  }
}
