package io.eventmill.app.e2e.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.app.chaos.load.Clients;
import io.eventmill.app.chaos.load.Sent;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk runs full at full rate: nothing acknowledged is lost, and nothing hangs. */
class DiskFullIT {
  @TempDir private Path folder;
  private final Sent sent = new Sent();

  /** The door closes while there is room for what was taken, and opens again by itself. */
  @Test
  void theDoorClosesInTimeAndOpensAgain() throws Exception {
    try (SmallDisk disk = SmallDisk.on(folder.resolve("data"), 500, 200);
        MillProcess mill =
            new MillProcess(folder, Map.of(), "--set", "collect.disk_reserve=120MB");
        Clients clients = new Clients(4, mill.url("/collect/web"), sent, new Random(7))) {
      mill.start();
      mill.untilReady();
      mill.untilTrue("requests to be refused", () -> sent.refused() > 100);
      assertThat(mill.ready().code()).isEqualTo(503);
      assertThat(mill.ready().says("spool")).startsWith("NO_ROOM");
      int before = sent.acknowledged();

      disk.makeRoom();
      mill.untilTrue("events to be taken again", () -> sent.acknowledged() > before + 1_000);

      clients.finish();
      Reckoning.untilQuiet(mill);
      Reckoning.compare(mill, sent);
      System.out.println("disk nearly full: " + sent.report());
    }
  }

  /** Without a reserve the log meets the end of the disk; that ends the process. */
  @Test
  void aDiskThatIsFullToTheLastByteEndsTheProcessAndNothingIsLost() throws Exception {
    try (SmallDisk disk = SmallDisk.on(folder.resolve("data"), 500, 70);
        MillProcess mill = new MillProcess(folder, Map.of(), "--set", "collect.disk_reserve=0");
        Clients clients = new Clients(4, mill.url("/collect/web"), sent, new Random(7))) {
      mill.start();
      mill.untilReady();
      assertThat(mill.untilStopped()).isEqualTo(1);
      assertThat(mill.output())
          .contains("the embedded Kafka cannot go on in " + mill.data().resolve("broker"))
          .containsPattern("\\([0-2] MB are free on its disk\\)")
          .contains("Make room");

      disk.makeRoom();
      mill.start();
      mill.untilReady();
      clients.finish();
      Reckoning.untilQuiet(mill);
      Reckoning.compare(mill, sent);
      System.out.println("disk full: " + sent.report());
    }
  }
}
