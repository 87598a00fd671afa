package io.eventmill.app.e2e.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.app.chaos.load.Clients;
import io.eventmill.app.chaos.load.Sent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the real process with SIGKILL at random moments while clients send at full rate and never
 * give up, and compares at the end what they were told with what is there: nothing acknowledged is
 * missing, nothing is twice, nothing is there that nobody sent, and the counts are those of a plain
 * recount. For a longer run: {@code -Deventmill.kills=500}; to see one again: {@code
 * -Deventmill.kills.seed=N} (the same moments, as far as the machine goes along).
 */
class KillIT {
  private static final int KILLS = Integer.getInteger("eventmill.kills", 20);
  private static final long SEED = Long.getLong("eventmill.kills.seed", System.nanoTime());
  private static final int CLIENTS = 6;

  @TempDir private Path folder;
  private final Random random = new Random(SEED);
  private Duration longest = Duration.ZERO;

  /** When a process is killed. */
  private enum Moment {
    STARTING,
    LOADED,
    SPOOLING,
    STOPPING
  }

  @Test
  void nothingAcknowledgedIsMissingAndNothingIsTwice() throws Exception {
    System.out.printf("kill test: -Deventmill.kills=%d -Deventmill.kills.seed=%d%n", KILLS, SEED);
    Sent sent = new Sent();
    try (MillProcess mill = new MillProcess(folder, Map.of());
        Clients clients = new Clients(CLIENTS, mill.url("/collect/web"), sent, random)) {
      List<Victim> victims = List.of(mill); // the roles of the mill, where they run apart
      for (int kill = 0; kill < KILLS; kill++) {
        Moment moment = kill == 0 ? Moment.STARTING : moment();
        killOnce(victims.get(random.nextInt(victims.size())), moment);
        clients.check();
      }
      mill.start();
      ready(mill);
      clients.finish();
      Reckoning.untilQuiet(mill);

      long stored = Reckoning.compare(mill, sent);

      assertThat(sent.acknowledged()).isGreaterThan(1_000).isEqualTo(sent.numbers());
      System.out.printf(
          "kill test: kills %d, %s, stored %,d, ready again after at most %.1f s%n",
          KILLS, sent.report(), stored, longest.toMillis() / 1e3);
    }
  }

  /** Starts are the cheapest to kill, so they are killed more often. */
  private Moment moment() {
    return random.nextInt(5) == 0
        ? Moment.STARTING
        : Moment.values()[random.nextInt(Moment.values().length)];
  }

  /** Starts it and kills it. */
  private void killOnce(Victim victim, Moment moment) throws Exception {
    switch (moment) {
      case STARTING -> {
        victim.start();
        pass(8_000);
      }
      case LOADED -> {
        victim.start();
        ready(victim);
        pass(4_000);
      }
      case SPOOLING -> { // an answer of the log that is only a little slow counts as none
        victim.start("--set", "collect.spool_after=1ms");
        ready(victim);
        long patience = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (!victim.isSpooling() && System.nanoTime() < patience) {
          pass(50);
        }
        pass(1_000); // somewhere in the draining
      }
      case STOPPING -> {
        victim.start();
        ready(victim);
        pass(2_000);
        victim.askToStop();
        pass(2_000);
      }
    }
    victim.kill();
  }

  private void ready(Victim victim) {
    Duration took = victim.untilReady();
    longest = took.compareTo(longest) > 0 ? took : longest;
  }

  /** Any length of time up to this. */
  private void pass(int millisMax) {
    long end = System.nanoTime() + Duration.ofMillis(random.nextInt(millisMax)).toNanos();
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
  }
}
