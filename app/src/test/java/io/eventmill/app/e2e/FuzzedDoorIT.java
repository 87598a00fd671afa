package io.eventmill.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.app.fuzz.DoorTarget;
import io.eventmill.app.fuzz.Jazzer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fuzzer at the door of the whole process: right answers, and every event accounted for. */
class FuzzedDoorIT {
  @TempDir private Path data;
  @TempDir private Path work;

  @Test
  void everyBodyIsAnsweredRightlyAndEveryAcceptedEventIsStoredOrFailed() throws Exception {
    Path pipeline = HostilePipeline.in(data);
    try (RunningMill mill = RunningMill.start(data, "run", pipeline.toString())) {
      Path sent = work.resolve("sent");
      Jazzer.run(
          DoorTarget.class,
          Files.createDirectory(work.resolve("jazzer")),
          Map.of(
              DoorTarget.URL,
              mill.url("/collect/hostile").toString(),
              DoorTarget.SENT,
              sent.toString()));

      DoorTarget.Sent counts = DoorTarget.Sent.of(sent);

      assertThat(counts.passing()).isGreaterThan(100);
      assertThat(counts.accepted() - counts.passing()).isGreaterThan(100);
      RunningMill.until(
          Duration.ofMinutes(2),
          counts + " to be stored or failed",
          () -> mill.count("") + mill.failedCount() == counts.accepted());
      assertThat(mill.count("")).isEqualTo(counts.passing());
      mill.aGoodEventStillPasses("hostile");
      mill.requireNothingBrokeInside();
    }
  }
}
