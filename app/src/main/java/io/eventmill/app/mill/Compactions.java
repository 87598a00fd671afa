package io.eventmill.app.mill;

import io.eventmill.jobs.lake.LakeCompaction;
import io.eventmill.pipeline.Archive;
import io.eventmill.pipeline.Pipeline;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Merges small files of the archives that ask for it, one at a time, again and again. What goes
 * wrong is told in the log and tried again; a death in the middle is healed by the next round.
 */
final class Compactions implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Compactions.class);
  private static final long STOP_MILLIS = 1_000;

  private final Map<String, LakeCompaction> lakes;
  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "compaction");
            thread.setDaemon(true);
            return thread;
          });

  private Compactions(Map<String, LakeCompaction> lakes) {
    this.lakes = lakes;
  }

  /** Flink's file systems must be there. */
  static Compactions start(List<Pipeline> pipelines, DataFolder data, Duration every) {
    Map<String, LakeCompaction> lakes = new LinkedHashMap<>();
    for (Pipeline pipeline : pipelines) {
      for (Archive archive : pipeline.archives()) {
        if (archive.compact() != null) {
          lakes.put(
              pipeline.name() + "/" + archive.name(),
              new LakeCompaction(
                  archive, data.lake(archive.to()), data.lakeScratch(), Clock.systemUTC()));
        }
      }
    }
    Compactions compactions = new Compactions(lakes);
    if (!lakes.isEmpty()) {
      compactions.worker.scheduleWithFixedDelay(
          compactions::round, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }
    return compactions;
  }

  private void round() {
    lakes.forEach(
        (name, lake) -> {
          try {
            int merged = lake.round();
            if (merged > 0) {
              LOG.info("archive {}: {} small files are part of larger ones now", name, merged);
            }
          } catch (IOException | RuntimeException e) {
            LOG.warn("archive {}: small files cannot be merged, it is tried again", name, e);
          }
        });
  }

  @Override
  public void close() throws InterruptedException {
    worker.shutdownNow();
    worker.awaitTermination(STOP_MILLIS, TimeUnit.MILLISECONDS);
  }
}
