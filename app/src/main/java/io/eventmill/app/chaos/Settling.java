package io.eventmill.app.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import io.eventmill.app.chaos.load.Sent;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** The end of a run: until all that was accepted has come to its place, and the verdict then. */
final class Settling {
  /** So long nothing may move before it is given up. */
  private static final Duration STILL_MAX = Duration.ofMinutes(2);

  private static final Duration MOST = Duration.ofHours(6);
  private static final Duration COUNTS_MAX = Duration.ofMinutes(1);

  private final Target target;
  private final Patience patience;
  private final Watcher watcher;
  private LedgerTotal last;
  private long movedNanos;

  Settling(Target target, Patience patience, Watcher watcher) {
    this.target = target;
    this.patience = patience;
    this.watcher = watcher;
  }

  /**
   * Waits until the ledger is quiet. Without an end to the waiting it would be given up, and the
   * verdict would say what is in flight.
   */
  void await() throws Exception {
    movedNanos = System.nanoTime();
    patience.until("the spool to be empty", STILL_MAX, target::isSpoolEmpty);
    patience.until("the ledger to be quiet", MOST, this::isQuietOrStuck);
  }

  private boolean isQuietOrStuck() throws InterruptedException {
    JsonNode audit;
    try {
      audit = target.answers().json("/api/audit?minutes=1");
    } catch (IOException e) {
      return isStill(); // a question may take too long while much is in flight
    }
    LedgerTotal now = LedgerTotal.of(audit);
    if (!now.equals(last)) {
      last = now;
      movedNanos = System.nanoTime();
      watcher.says("In flight: %,d of %,d.".formatted(now.inFlight(), now.accepted()));
    }
    return audit.path("quiet").asBoolean() || isStill();
  }

  private boolean isStill() {
    return System.nanoTime() - movedNanos > STILL_MAX.toNanos();
  }

  /** Counts and attributed rows are loaded beside the events; they have a moment more. */
  Verdict verdict(Sent sent) throws Exception {
    Reading reading = new Reading(target.answers());
    Stored stored = reading.stored(sent);
    Map<String, String> bought = Bought.of(sent, stored.events());
    long end = System.nanoTime() + COUNTS_MAX.toNanos();
    Map<Window, Long> counted = reading.counted();
    Attributed attributed = Attributed.read(reading);
    while (!(counted.equals(stored.windows()) && attributed.rows().equals(bought))
        && System.nanoTime() < end) {
      patience.pause(Duration.ofSeconds(1));
      counted = reading.counted();
      attributed = Attributed.read(reading);
    }
    return Verdict.of(
        sent, stored, reading.ledger(), counted, reading.histogram(), attributed.check(bought));
  }
}
