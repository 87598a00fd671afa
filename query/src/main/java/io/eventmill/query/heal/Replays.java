package io.eventmill.query.heal;

import io.eventmill.event.FailedEvent;
import io.eventmill.event.Outcome;
import io.eventmill.query.heal.ReplayException.Kind;
import io.eventmill.query.heal.Trial.Judge;
import io.eventmill.store.FailedQuery.After;
import io.eventmill.store.FailedReader;
import io.eventmill.store.SearchStore;
import io.eventmill.store.StoredFailure;
import io.eventmill.topics.KafkaAddress;
import io.eventmill.topics.RawBatch;
import io.eventmill.topics.ReplayWriter;
import io.eventmill.topics.TopicSpan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Puts failed events on their raw topic again, each once: only those that are not marked as
 * replayed, one replay at a time, and not before the store has read from raw all that earlier
 * replays have left there. If the process dies in the middle, what was sent stands on the log with
 * its mark, and the next replay leaves it out.
 */
public final class Replays implements AutoCloseable {
  private final FailedReader failures;
  private final RawSide raw;
  private final ReplayWriter writer;
  private final Map<String, String> rawTopics;
  private final Trial trial;
  private final ReplayLimits limits;
  private final Semaphore free = new Semaphore(1);

  /**
   * @param rawTopics by source
   */
  public Replays(
      SearchStore store,
      KafkaAddress kafka,
      Map<String, String> rawTopics,
      Trial trial,
      ReplayLimits limits) {
    this.failures = store.failures();
    this.raw = new RawSide(kafka, store.ledger());
    this.writer = ReplayWriter.on(kafka);
    this.rawTopics = Map.copyOf(rawTopics);
    this.trial = trial;
    this.limits = limits;
  }

  /** Does something with a piece of the events; returns how many of them count. */
  private interface Work {
    int on(List<FailedEvent> events, ReplayReport report) throws InterruptedException;
  }

  /** Tells what would become of the events now. Writes nothing. */
  public ReplayReport tryOut(ReplayOrder order) throws InterruptedException {
    Map<String, Judge> judges = new HashMap<>();
    ReplayCursor start = order.from() == null ? new ReplayCursor(null, List.of()) : order.from();
    return walk(
        order,
        start,
        (events, report) -> {
          for (FailedEvent event : events) {
            Judge judge = judges.computeIfAbsent(event.source(), trial::judge);
            Outcome now = judge.judge(event);
            if (now instanceof FailedEvent failed) {
              report.fails(failed);
            } else {
              report.passes();
            }
          }
          return events.size();
        });
  }

  /**
   * Replays the events.
   *
   * @throws ReplayException when it cannot be done now
   */
  public ReplayReport replay(ReplayOrder order) throws InterruptedException {
    if (!free.tryAcquire()) {
      throw new ReplayException(
          Kind.RUNNING, "another replay is under way, or still waits for the log to answer");
    }
    Sending sending = new Sending();
    try {
      Map<String, TopicSpan> now = raw.spans(asked(order));
      long half = order.patience().toNanos() / 2;
      raw.untilCounted(now.values(), Duration.ofNanos(Math.min(half, limits.patience().toNanos())));
      ReplayCursor start =
          order.from() == null ? new ReplayCursor(null, RawSide.ends(now.values())) : order.from();
      return walk(order, start, (events, report) -> sending.send(events, now, report));
    } finally {
      sending.whenAnswered(free::release);
    }
  }

  private Map<String, String> asked(ReplayOrder order) {
    String source = order.filter().source();
    if (source == null) {
      return rawTopics;
    }
    return rawTopics.containsKey(source) ? Map.of(source, rawTopics.get(source)) : Map.of();
  }

  private ReplayReport walk(ReplayOrder order, ReplayCursor start, Work work)
      throws InterruptedException {
    long end = System.nanoTime() + order.patience().toNanos();
    ReplayReport report = new ReplayReport();
    Unreplayed unreplayed = new Unreplayed(failures, order.filter(), limits);
    ReplayCursor at = start;
    int left = order.limit();
    while (true) {
      List<StoredFailure> rows = unreplayed.behind(at.after());
      if (rows.isEmpty()) {
        return report;
      }
      List<FailedEvent> movable = new ArrayList<>();
      for (int i = 0; i < rows.size() && movable.size() < left; i++) {
        FailedEvent event = rows.get(i).failed();
        sort(event, at, movable, report);
        at = at.behind(new After(event.receivedMillis(), event.origin()));
      }
      left -= work.on(movable, report);
      if (left <= 0 || System.nanoTime() - end >= 0) {
        report.next(unreplayed.isAny(at.after()) ? at : null);
        return report;
      }
    }
  }

  /** Notes those that stay; what failed after the replay had begun is no part of it. */
  private void sort(
      FailedEvent event, ReplayCursor at, List<FailedEvent> movable, ReplayReport report) {
    if (at.isLater(event.origin())) {
      return;
    }
    String why = Staying.because(event.reason());
    if (why == null && !rawTopics.containsKey(event.source())) {
      why = Staying.unknownSource(event.source());
    }
    if (why == null) {
      movable.add(event);
    } else {
      report.stays(event, why);
    }
  }

  /** The batches of one replay. */
  private final class Sending {
    private RawBatch open;

    int send(List<FailedEvent> events, Map<String, TopicSpan> topics, ReplayReport report)
        throws InterruptedException {
      Map<String, List<FailedEvent>> bySource = new LinkedHashMap<>();
      events.forEach(e -> bySource.computeIfAbsent(e.source(), s -> new ArrayList<>()).add(e));
      int sent = 0;
      for (Map.Entry<String, List<FailedEvent>> part : bySource.entrySet()) {
        sent += sendTo(topics.get(part.getKey()), part.getValue(), report);
      }
      return sent;
    }

    private int sendTo(TopicSpan topic, List<FailedEvent> events, ReplayReport report)
        throws InterruptedException {
      open = writer.send(topic, events);
      Exception failure = outcome(report);
      int sent = 0;
      boolean lost = false;
      for (int i = 0; i < events.size(); i++) {
        if (open.isWritten(i)) {
          sent++;
        } else if (open.isRefusedForGood(i)) {
          report.stays(events.get(i), Staying.REFUSED_BY_LOG);
        } else {
          lost = true;
        }
      }
      report.replayed(sent);
      if (lost) {
        throw new ReplayException(
            Kind.LOG_AWAY,
            "the log did not take an event: "
                + failure.getMessage()
                + "; "
                + report.replayed()
                + " were replayed before, ask again for the rest");
      }
      return sent;
    }

    /** Waits for the log; gives the first failure that an event met. */
    private Exception outcome(ReplayReport report) throws InterruptedException {
      try {
        open.done().toCompletableFuture().get(limits.patience().toMillis(), TimeUnit.MILLISECONDS);
        return null;
      } catch (ExecutionException e) {
        return e.getCause() instanceof Exception cause ? cause : e;
      } catch (TimeoutException e) {
        throw new ReplayException(
            Kind.LOG_AWAY,
            "the log has not answered for "
                + limits.patience().toMillis()
                + " ms (query.replay_wait); "
                + report.replayed()
                + " events were replayed before, those under way arrive when it answers");
      }
    }

    /** At once, or when the log has said what became of the last batch. */
    void whenAnswered(Runnable then) {
      if (open == null) {
        then.run();
      } else {
        open.done().whenComplete((done, error) -> then.run());
      }
    }
  }

  @Override
  public void close() {
    writer.close();
  }
}
