package io.eventmill.simulate.store;

import static java.util.Objects.requireNonNull;

import io.eventmill.simulate.EventSink;
import io.eventmill.simulate.JsonRow;
import io.eventmill.simulate.Ticker;
import io.eventmill.simulate.drawn.Dice;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Workers of a store who report states side by side, each with a pause before each report. All
 * reports asked for are made: what does not divide evenly among the workers goes to the first of
 * them. Keeps nothing: it can be stopped and started at any time. The caller's thread does all the
 * work; any other may {@link #stop} it. What was put into the sink before is the sink's to deliver.
 */
public final class StoreSimulation {
  private static final int DEVICES = 19;
  private static final int TYPES = 9;
  private static final List<String> STATUSES = List.of("info", "warning", "error");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  private final StoreSettings settings;
  private final Clock clock;
  private final Ticker ticker;
  private final DateTimeFormatter time;
  private final Dice dice;
  private final AtomicLong events = new AtomicLong();
  private volatile boolean stopped;
  private long began;

  public StoreSimulation(StoreSettings settings, Clock clock, Ticker ticker) {
    this.settings = requireNonNull(settings, "settings is null");
    this.clock = requireNonNull(clock, "clock is null");
    this.ticker = requireNonNull(ticker, "ticker is null");
    this.time = TIME.withZone(settings.zone());
    this.dice = settings.seed() == null ? Dice.unseeded() : Dice.of(settings.seed());
  }

  /** Ends the run soon: within a fraction of a second, or when the sink next takes an event. */
  public void stop() {
    stopped = true;
  }

  /** Events made so far; any thread may ask. */
  public long events() {
    return events.get();
  }

  /**
   * @param dueNanos since the run began
   * @param left events still to make
   */
  private record Worker(int number, long dueNanos, long left) {}

  /** Runs until all events are made or somebody stops it; then flushes the sink. */
  public StoreReport run(EventSink sink) throws IOException, InterruptedException {
    began = ticker.nanos();
    PriorityQueue<Worker> workers = workers();
    while (!workers.isEmpty() && due(workers.peek(), sink)) {
      Worker worker = workers.poll();
      byte[] event = event(at(worker));
      long number = events.get() + 1;
      sink.put(number, event, 0, event.length);
      events.lazySet(number);
      if (worker.left() > 1) {
        long now = settings.start() == null ? sinceBegin() : worker.dueNanos();
        workers.add(new Worker(worker.number(), now + pause(), worker.left() - 1));
      }
    }
    sink.flush();
    return new StoreReport(events.get());
  }

  private PriorityQueue<Worker> workers() {
    PriorityQueue<Worker> workers =
        new PriorityQueue<>(
            Comparator.comparingLong(Worker::dueNanos).thenComparingInt(Worker::number));
    long each = settings.count() / settings.workers();
    long rest = settings.count() % settings.workers();
    for (int i = 0; i < settings.workers(); i++) {
      long share = settings.count() == 0 ? Long.MAX_VALUE : each + (i < rest ? 1 : 0);
      if (share > 0) {
        workers.add(new Worker(i, pause(), share));
      }
    }
    return workers;
  }

  /** Waits for the worker's turn; false when the run has ended. */
  private boolean due(Worker worker, EventSink sink) throws IOException, InterruptedException {
    long wait = settings.start() == null ? worker.dueNanos() - sinceBegin() : 0;
    if (wait > 0 && !ended()) {
      sink.flush();
      ticker.sleepUnless(this::ended, Duration.ofNanos(wait));
    }
    return !ended();
  }

  private boolean ended() {
    return stopped
        || (!settings.duration().isZero() && sinceBegin() >= settings.duration().toNanos());
  }

  private long sinceBegin() {
    return ticker.nanos() - began;
  }

  private Instant at(Worker worker) {
    return settings.start() == null
        ? clock.instant()
        : settings.start().plusNanos(worker.dueNanos());
  }

  private long pause() {
    long min = settings.pauseMin().toMillis();
    long max = settings.pauseMax().toMillis();
    long unit = min % 1000 == 0 && max % 1000 == 0 ? 1000 : 1;
    int steps = (int) ((max - min) / unit) + 1; // both ends in
    return Duration.ofMillis(min + unit * dice.below(steps)).toNanos();
  }

  private byte[] event(Instant at) {
    return new JsonRow()
        .text("deviceid", "dev_" + (1 + dice.below(DEVICES)))
        .text("timestamp", time.format(at))
        .text("event_type", "type_" + (1 + dice.below(TYPES)))
        .text("event_status", dice.oneOf(STATUSES))
        .bytes();
  }
}
