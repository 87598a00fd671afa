package io.eventmill.app.e2e.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.app.chaos.load.Clients;
import io.eventmill.app.chaos.load.Pace;
import io.eventmill.app.chaos.load.Sent;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store cannot be had for a while; events are taken all the same, and stored later, once. */
class StoreAwayIT {
  private static final Duration AWAY =
      Duration.ofSeconds(Integer.getInteger("eventmill.outage.seconds", 60));

  @TempDir private Path folder;
  private final Sent sent = new Sent();

  @Test
  void eventsAreTakenWhileAnotherProcessHoldsTheFile() throws Exception {
    try (MillProcess mill = new MillProcess(folder, Map.of())) {
      mill.start();
      mill.untilReady();
      mill.askToStop();
      mill.untilStopped();
      try (Clients clients = clients(mill)) {
        try (Connection holder = hold(mill.data())) {
          mill.start();
          mill.untilTrue("the door to open", () -> mill.ready() != null);
          long end = System.nanoTime() + AWAY.toNanos();
          mill.untilTrue("a loader to wait", () -> says(mill, "is held by another process"));
          assertThat(mill.output()).contains("is held by another process", "Events are taken");
          assertThat(mill.get("/api/events/count").statusCode()).isEqualTo(503);
          mill.untilTrue("events to be taken", () -> sent.acknowledged() > 1_000);
          Ledger.raisesNoAlarmUntil(mill, end);
          assertThat(holder.isClosed()).isFalse();
        }
        mill.untilReady();
        clients.finish();
      }
      Reckoning.untilQuiet(mill);
      long stored = Reckoning.compare(mill, sent);
      System.out.printf(
          "the store locked for %d s: %s, stored %,d%n", AWAY.toSeconds(), sent.report(), stored);
    }
  }

  /** DuckDB does nothing more after a failed sync; the store is opened anew without a restart. */
  @Test
  void aStoreThatHasBrokenIsOpenedAnew() throws Exception {
    Faults faults = Faults.in(folder);
    try (MillProcess mill = new MillProcess(folder, faults.environment());
        Clients clients = clients(mill)) {
      mill.start();
      mill.untilReady();
      mill.untilTrue("events to come in", () -> sent.acknowledged() > 1_000);

      faults.failSyncs("/store/events.duckdb");
      mill.untilTrue("the loader to wait", () -> says(mill, "fsync failed"));
      int before = sent.acknowledged();
      mill.untilTrue("events to be taken", () -> sent.acknowledged() > before + 1_000);
      faults.failSyncs(null);

      mill.untilReady();
      clients.finish();
      Reckoning.untilQuiet(mill);
      Reckoning.compare(mill, sent);
      System.out.println("the store broken: " + sent.report());
    }
  }

  private Clients clients(MillProcess mill) {
    return new Clients(3, mill.url("/collect/web"), sent, new Random(7), Pace.STEADY);
  }

  private static boolean says(MillProcess mill, String what) {
    MillProcess.Health health = mill.ready();
    return health != null && health.code() == 503 && health.says("loader").contains(what);
  }

  /** As anyone does who opens the file with DuckDB's own shell. */
  private static Connection hold(Path data) throws SQLException {
    Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
    try (Statement statement = duckdb.createStatement()) {
      statement.execute("ATTACH '" + data.resolve("store/events.duckdb") + "' AS store");
    }
    return duckdb;
  }
}
