package io.eventmill.collect;

import io.eventmill.collect.body.Refusal;
import io.eventmill.collect.spool.NotSpooledException;
import io.eventmill.collect.spool.Spool;
import io.eventmill.event.RawEvent;
import io.eventmill.topics.RawBatch;
import io.eventmill.topics.RawWriter;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Keeps batches: a completed stage means that every event of the batch outlives this process, on
 * the log or in the spool. The stage always completes within the time allowed, with a Refused if
 * need be. Safe for threads.
 */
final class Keeper implements AutoCloseable {
  private static final long SWEEP_MILLIS = 50;

  private final CollectConfig config;
  private final RawWriter log;

  /** Null when there is none. */
  private final Spool spool;

  /** Null when there is no spool. */
  private final DiskReserve reserve;

  private final Deadlines answers;
  private final Deadlines lastCalls;
  private final ScheduledExecutorService sweeper;

  Keeper(CollectConfig config, RawWriter log, Spool spool, DiskReserve reserve) {
    this.config = config;
    this.log = log;
    this.spool = spool;
    this.reserve = reserve;
    long patience = (spool == null ? config.ackTimeout() : config.spoolAfter()).toNanos();
    this.answers = new Deadlines(patience, System::nanoTime);
    this.lastCalls = new Deadlines(config.ackTimeout().toNanos(), System::nanoTime);
    this.sweeper =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "collect-keeper");
              thread.setDaemon(true);
              return thread;
            });
    sweeper.scheduleWithFixedDelay(this::sweep, SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void sweep() {
    answers.sweep();
    lastCalls.sweep();
  }

  CompletionStage<Kept> keep(String topic, List<RawEvent> events) {
    Waiting waiting = new Waiting(topic, events);
    if (reserve != null && reserve.isTouched()) {
      waiting.refuse(reserve.refusal());
    } else if (spool != null && spool.isWaiting()) { // behind those that came before
      waiting.spool(null);
    } else {
      waiting.send();
    }
    return waiting.kept;
  }

  @Override
  public void close() {
    sweeper.shutdownNow();
  }

  /** One batch, until it is kept or it is too late. */
  private final class Waiting implements Deadlines.Due {
    private final String topic;
    private final List<RawEvent> events;
    private final CompletableFuture<Kept> kept = new CompletableFuture<>();
    private final AtomicBoolean spooled = new AtomicBoolean();
    private volatile RawBatch sent;

    Waiting(String topic, List<RawEvent> events) {
      this.topic = topic;
      this.events = events;
    }

    void send() {
      RawBatch batch = log.send(topic, events);
      sent = batch;
      batch.done().whenComplete((nothing, error) -> answered(batch, error));
      if (!isOver()) {
        answers.add(this);
      }
    }

    private void answered(RawBatch batch, Throwable error) {
      if (error == null) {
        kept.complete(Kept.LOG);
        return;
      }
      for (int i = 0; i < batch.size(); i++) {
        if (batch.isRefusedForGood(i)) {
          String found = "the log refuses event " + i + " for good: " + error.getMessage();
          refuse(Refusal.of(413, "refused_by_log", found).atEvent(i));
          return;
        }
      }
      away(error.getMessage());
    }

    /** The log has not answered in time. */
    @Override
    public void late() {
      away("it does not answer");
    }

    private void away(String why) {
      if (spool == null) {
        String found = "the log cannot keep events now: " + why;
        refuse(Refusal.of(503, "log_unavailable", found));
      } else {
        spool(sent);
      }
    }

    void spool(RawBatch batch) {
      if (!spooled.compareAndSet(false, true)) {
        return; // the log has refused the rest after it was late: it is in the spool already
      }
      spool
          .append(topic, events, batch)
          .whenComplete(
              (nothing, failure) -> {
                if (failure == null) {
                  kept.complete(Kept.SPOOL);
                } else {
                  notSpooled(failure);
                }
              });
      if (!isOver()) {
        lastCalls.add(new LastCall(this));
      }
    }

    private void notSpooled(Throwable failure) {
      String found = "the log is away and " + failure.getMessage();
      boolean full = failure instanceof NotSpooledException e && e.isFull();
      refuse(
          full
              ? Refusal.limit(503, "spool_full", found, config.spoolMax(), "spool_max")
              : Refusal.of(503, "spool_failed", found));
    }

    private void refuse(Refusal refusal) {
      kept.completeExceptionally(refusal.asException());
    }

    @Override
    public boolean isOver() {
      return kept.isDone();
    }
  }

  /** A disk that does not answer must not hang the client either. */
  private record LastCall(Waiting waiting) implements Deadlines.Due {
    @Override
    public boolean isOver() {
      return waiting.isOver();
    }

    @Override
    public void late() {
      waiting.refuse(Refusal.of(503, "spool_failed", "the log is away and the disk is slow"));
    }
  }
}
