package io.eventmill.app.security;

import java.io.IOException;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The accounts as the file has them, a second old at most, so that a user added or a token revoked
 * counts without a restart. A file that has become unreadable or is gone changes nothing: nobody
 * gets in because of it. Safe for threads.
 */
final class LiveAccounts {
  private static final Logger LOG = LoggerFactory.getLogger(LiveAccounts.class);
  private static final long AGE_MAX_NANOS = 1_000_000_000L;

  private final AccountsFile file;
  private final LongSupplier nanos;
  private Accounts known;
  private FileTime time;
  private long lookedNanos;

  private LiveAccounts(AccountsFile file, LongSupplier nanos) throws IOException {
    this.file = file;
    this.nanos = nanos;
    this.time = file.time();
    this.known = file.read();
    this.lookedNanos = nanos.getAsLong();
  }

  static LiveAccounts of(AccountsFile file, LongSupplier nanos) throws IOException {
    return new LiveAccounts(file, nanos);
  }

  synchronized Accounts now() {
    long now = nanos.getAsLong();
    if (now - lookedNanos >= AGE_MAX_NANOS) {
      lookedNanos = now;
      look();
    }
    return known;
  }

  private void look() {
    try {
      FileTime latest = file.time();
      if (latest == null || Objects.equals(latest, time)) {
        return;
      }
      known = file.read();
      time = latest;
    } catch (IOException e) {
      LOG.warn("the accounts stay what they were: {}", e.getMessage());
    }
  }
}
