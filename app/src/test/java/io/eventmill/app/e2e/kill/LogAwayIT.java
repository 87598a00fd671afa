package io.eventmill.app.e2e.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.app.chaos.load.Clients;
import io.eventmill.app.chaos.load.Pace;
import io.eventmill.app.chaos.load.Sent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The log is away for a minute while clients send. In one process the broker cannot be stopped by
 * itself, and stopping the process stops the collector too; so the connections to the broker's port
 * are cut and refused from outside, for all parts of the real process at once: collector, job,
 * loader and registry. The broker lives on, as one behind a broken network does.
 */
class LogAwayIT {
  private static final Duration AWAY =
      Duration.ofSeconds(Integer.getInteger("eventmill.outage.seconds", 60));

  @TempDir private Path folder;

  @Test
  void theSpoolTakesOverAndEverythingIsStoredOnce() throws Exception {
    Faults faults = Faults.in(folder);
    Sent sent = new Sent();
    try (MillProcess mill = new MillProcess(folder, faults.environment())) {
      mill.start();
      mill.untilReady();
      try (Clients clients =
          new Clients(3, mill.url("/collect/web"), sent, new Random(7), Pace.STEADY)) {
        mill.untilTrue("events to come in", () -> sent.acknowledged() > 1_000);
        faults.cutPort(mill.kafkaPort());
        long end = System.nanoTime() + AWAY.toNanos();
        mill.untilTrue("the spool to take over", mill::isSpooling);
        long before = sent.spooled();
        Ledger.raisesNoAlarmUntil(mill, end);
        assertThat(sent.spooled()).isGreaterThan(before);
        assertThat(mill.isSpooling()).isTrue();
        faults.cutPort(0);
        mill.untilTrue("the spool to be empty", () -> mill.ready().says("spool").startsWith("OK"));
        clients.finish();
      }
      Reckoning.untilQuiet(mill);
      long stored = Reckoning.compare(mill, sent);
      System.out.printf(
          "the log away for %d s: %s, stored %,d%n", AWAY.toSeconds(), sent.report(), stored);
    }
  }

  /**
   * What the embedded log acknowledges is on its disk: where the raw topic's files cannot be
   * synced, the process ends instead. Were they written at leisure, it would go on.
   */
  @Test
  void aLogThatCannotSyncEndsTheProcessInsteadOfAcknowledging() throws Exception {
    Faults faults = Faults.in(folder);
    Sent sent = new Sent();
    int clientsAtOnce = 3;
    try (MillProcess mill = new MillProcess(folder, faults.environment());
        Clients clients =
            new Clients(
                clientsAtOnce, mill.url("/collect/web"), sent, new Random(9), Pace.STEADY)) {
      mill.start();
      mill.untilReady();
      mill.untilTrue("events to come in", () -> sent.acknowledged() > 1_000);
      faults.failSyncs("/raw-web-events-");
      int before = sent.acknowledged();
      assertThat(mill.untilStopped()).as(mill.output()).isEqualTo(1);
      int answersUnderWay = clientsAtOnce * Pace.STEADY.eventsMax();
      assertThat(sent.acknowledged() - before).isLessThanOrEqualTo(answersUnderWay);

      faults.failSyncs(null);
      mill.start();
      mill.untilReady();
      clients.finish();
      Reckoning.untilQuiet(mill);
      Reckoning.compare(mill, sent);
      System.out.println("a log that cannot sync: " + sent.report());
    }
  }

  /**
   * The log is away and the spool's disk does not sync: then nothing at all may be acknowledged.
   */
  @Test
  void aSpoolThatCannotSyncAcknowledgesNothing() throws Exception {
    Faults faults = Faults.in(folder);
    Sent sent = new Sent();
    try (MillProcess mill = new MillProcess(folder, faults.environment());
        Clients clients =
            new Clients(3, mill.url("/collect/web"), sent, new Random(8), Pace.STEADY)) {
      mill.start();
      mill.untilReady();
      mill.untilTrue("events to come in", () -> sent.acknowledged() > 1_000);
      faults.failSyncs("/spool/");
      faults.cutPort(mill.kafkaPort());
      mill.untilTrue("requests to be refused", () -> sent.refused() > 10);
      assertThat(mill.ready().says("spool")).startsWith("FAILING");
      int before = sent.acknowledged();
      long spooled = sent.spooled(); // before: a slow log alone is reason enough
      long refused = sent.refused();
      mill.untilTrue("more requests to be refused", () -> sent.refused() > refused + 50);
      assertThat(sent.acknowledged()).isEqualTo(before);
      assertThat(sent.spooled()).isEqualTo(spooled);

      faults.failSyncs(null);
      mill.untilTrue("the spool to take over", () -> sent.spooled() > spooled + 1_000);
      faults.cutPort(0);
      clients.finish();
      Reckoning.untilQuiet(mill);
      Reckoning.compare(mill, sent);
      System.out.println("a spool that cannot sync: " + sent.report());
    }
  }
}
