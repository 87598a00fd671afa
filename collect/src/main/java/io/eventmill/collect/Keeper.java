package io.eventmill.collect;

import io.eventmill.collect.body.Refusal;
import io.eventmill.event.RawEvent;
import io.eventmill.topics.RawBatch;
import io.eventmill.topics.RawWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Keeps batches: a completed stage means that every event of the batch outlives this process. The
 * stage always completes within the time allowed, with a Refused if need be. Safe for threads.
 */
final class Keeper implements AutoCloseable {
  private static final long SWEEP_MILLIS = 50;

  private final RawWriter log;
  private final Deadlines deadlines;
  private final ScheduledExecutorService sweeper;

  Keeper(RawWriter log, Duration ackTimeout) {
    this.log = log;
    this.deadlines = new Deadlines(ackTimeout.toNanos(), System::nanoTime);
    this.sweeper =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "collect-keeper");
              thread.setDaemon(true);
              return thread;
            });
    sweeper.scheduleWithFixedDelay(
        deadlines::sweep, SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
  }

  CompletionStage<Kept> keep(String topic, List<RawEvent> events) {
    Waiting waiting = new Waiting();
    RawBatch batch = log.send(topic, events);
    batch.done().whenComplete((nothing, error) -> waiting.answered(batch, error));
    if (!waiting.isOver()) {
      deadlines.add(waiting);
    }
    return waiting.kept;
  }

  @Override
  public void close() {
    sweeper.shutdownNow();
  }

  /** One batch, until the log has answered or it is too late. */
  private static final class Waiting implements Deadlines.Due {
    private final CompletableFuture<Kept> kept = new CompletableFuture<>();

    void answered(RawBatch batch, Throwable error) {
      if (error == null) {
        kept.complete(Kept.LOG);
        return;
      }
      for (int i = 0; i < batch.size(); i++) {
        if (batch.isRefusedForGood(i)) {
          kept.completeExceptionally(
              Refusal.of(413, "refused_by_log", "the log refuses event " + i + ": " + error)
                  .atEvent(i)
                  .asException());
          return;
        }
      }
      kept.completeExceptionally(away(error.getMessage()).asException());
    }

    @Override
    public boolean isOver() {
      return kept.isDone();
    }

    @Override
    public void late() {
      kept.completeExceptionally(away("no answer in time").asException());
    }

    private static Refusal away(String why) {
      return Refusal.of(503, "log_unavailable", "the log cannot keep events now: " + why);
    }
  }
}
