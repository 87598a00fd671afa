package io.eventmill.app.e2e.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.app.chaos.load.Clients;
import io.eventmill.app.chaos.load.Pace;
import io.eventmill.app.chaos.load.Sent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many clients with huge batches before a small heap: some are told to come again, nobody dies. */
class MemoryIT {
  private static final String HEAP = "-Xmx384m";
  private static final int CLIENTS = 10;
  private static final int EVENTS_MAX = 40_000;

  @TempDir private Path folder;

  @Test
  void hugeBatchesAreRefusedInPartAndNeverFillTheHeap() throws Exception {
    Sent sent = new Sent();
    try (MillProcess mill = new MillProcess(folder, Map.of("EVENTMILL_JAVA_OPTS", HEAP));
        Clients clients =
            new Clients(
                CLIENTS, mill.url("/collect/web"), sent, new Random(7), Pace.huge(EVENTS_MAX))) {
      mill.start();
      mill.untilReady();
      mill.untilTrue("requests to be refused", () -> sent.refused() > 5);
      mill.untilTrue("events to be taken", () -> sent.acknowledged() > 20_000);
      clients.finish();
      Reckoning.untilQuiet(mill);
      Reckoning.compare(mill, sent);
      assertThat(mill.output()).doesNotContain("OutOfMemoryError");
      assertThat(Files.readString(mill.data().resolve("logs/eventmill.log")))
          .doesNotContain("OutOfMemoryError");
      System.out.println("a heap of " + HEAP + ": " + sent.report());
    }
  }
}
