package io.eventmill.collect.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.eventmill.collect.Eventually;
import io.eventmill.collect.TestLog;
import io.eventmill.collect.TestLog.Raw;
import io.eventmill.collect.spool.SpoolState.Status;
import io.eventmill.event.RawEvent;
import io.eventmill.topics.KafkaAddress;
import io.eventmill.topics.RawWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is really full: a small file system in memory. Skipped where none may be mounted. */
class FullDiskTest {
  @TempDir Path disk;
  private boolean mounted;

  @BeforeEach
  void mount() throws Exception {
    mounted = run("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", disk.toString());
    assumeTrue(mounted, "SKIPPED: a small file system cannot be mounted here, so no full disk");
  }

  @AfterEach
  void unmount() throws Exception {
    if (mounted) {
      run("umount", disk.toString());
    }
  }

  private static boolean run(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void refusesWhatDoesNotFitAndKeepsWhatItHas() throws Exception {
    String topic = TestLog.newTopic();
    SpoolConfig config = new SpoolConfig(disk.resolve("spool"), 1L << 30, 64 * 1024);
    List<String> kept = new ArrayList<>();
    try (RawWriter nowhere = RawWriter.open(KafkaAddress.of("localhost:1"));
        Spool spool = Spool.open(config, nowhere)) {
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 1_000; i++) {
                  keep(spool, topic, Events.sized("e" + i, 10_000));
                  kept.add("e" + i);
                }
              })
          .hasCauseInstanceOf(NotSpooledException.class)
          .hasMessageContaining("the spool's disk fails");
      assertThat(kept).hasSizeBetween(10, 26);
      assertThat(spool.state().status()).isEqualTo(Status.FAILING);
      keep(spool, topic, Events.one("small")); // what was taken back of the large one is free
      kept.add("small");
      assertThat(spool.state().status()).isEqualTo(Status.SPOOLING);
    }

    try (RawWriter log = RawWriter.open(TestLog.address());
        Spool spool = Spool.open(config, log)) {
      Eventually.holds(() -> !spool.isWaiting());
    }
    assertThat(TestLog.read(topic)).extracting(Raw::id).containsExactlyInAnyOrderElementsOf(kept);
  }

  private static void keep(Spool spool, String topic, RawEvent event)
      throws InterruptedException, ExecutionException, java.util.concurrent.TimeoutException {
    spool.append(topic, List.of(event), null).toCompletableFuture().get(30, TimeUnit.SECONDS);
  }
}
