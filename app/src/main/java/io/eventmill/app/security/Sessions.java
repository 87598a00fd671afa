package io.eventmill.app.security;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Who has signed in with a browser. In memory: after a restart everybody signs in again. A limited
 * number; the one that has not been used for longest ends first. Safe for threads.
 */
final class Sessions {
  private final SecurityConfig config;
  private final Clock clock;
  private final Map<String, Session> sessions;

  /** A session holds for one state of its user: with another password or role it ends. */
  private static final class Session {
    private final Accounts.User user;
    private final long beganMillis;
    private long usedMillis;

    Session(Accounts.User user, long now) {
      this.user = user;
      this.beganMillis = now;
      this.usedMillis = now;
    }
  }

  Sessions(SecurityConfig config, Clock clock) {
    this.config = config;
    this.clock = clock;
    this.sessions =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Session> eldest) {
            return size() > config.sessionsMax();
          }
        };
  }

  /** The new session's id, for its cookie. */
  synchronized String begin(Accounts.User user) {
    String id = TokenText.id();
    sessions.put(TokenText.hash(id), new Session(user, clock.millis()));
    return id;
  }

  /** Whose session it is, or null when it is none, has ended, or the user has changed. */
  synchronized Accounts.User user(String id, Accounts accounts) {
    String key = TokenText.hash(id);
    Session session = sessions.get(key);
    if (session == null) {
      return null;
    }
    long now = clock.millis();
    boolean over =
        now - session.usedMillis > config.sessionIdle().toMillis()
            || now - session.beganMillis > config.sessionMax().toMillis();
    if (over || !accounts.users().contains(session.user)) {
      sessions.remove(key);
      return null;
    }
    session.usedMillis = now;
    return session.user;
  }

  synchronized void end(String id) {
    sessions.remove(TokenText.hash(id));
  }

  synchronized int size() {
    return sessions.size();
  }
}
