package io.eventmill.simulate.clickstream;

import static java.util.Objects.requireNonNull;

import io.eventmill.simulate.EventSink;
import io.eventmill.simulate.RateLimit;
import io.eventmill.simulate.Ticker;
import io.eventmill.simulate.drawn.Dice;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Many visits at once, event by event at a steady rate. Ids are whole numbers in a row from a drawn
 * one on, so that a run started anew has others, unless it is given a seed. Keeps nothing: it can
 * be stopped and started at any time. The caller's thread does all the work; any other may {@link
 * #stop} it. What was put into the sink before is the sink's to deliver.
 */
public final class ClickstreamSimulation {
  private static final int VISITS_AT_ONCE = 20;

  /** Ids stay below 2⁵³: the largest whole numbers that every reader of JSON keeps. */
  private static final int SHIFT_TO_52_BITS = 12;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX");

  private final ClickstreamSettings settings;
  private final Clock clock;
  private final Ticker ticker;
  private final RateLimit limit;
  private final DateTimeFormatter time;
  private final AtomicLong events = new AtomicLong();
  private volatile boolean stopped;
  private long deadline;

  public ClickstreamSimulation(ClickstreamSettings settings, Clock clock, Ticker ticker) {
    this.settings = requireNonNull(settings, "settings is null");
    this.clock = requireNonNull(clock, "clock is null");
    this.ticker = requireNonNull(ticker, "ticker is null");
    this.limit = new RateLimit(settings.start() == null ? settings.rate() : 0, ticker);
    this.time = TIME.withZone(settings.zone());
  }

  /** Ends the run soon: within a fraction of a second, or when the sink next takes an event. */
  public void stop() {
    stopped = true;
  }

  /** Events made so far; any thread may ask. */
  public long events() {
    return events.get();
  }

  /** Runs until a limit is reached or somebody stops it; then flushes the sink. */
  public ClickstreamReport run(EventSink sink) throws IOException, InterruptedException {
    Dice dice = settings.seed() == null ? Dice.unseeded() : Dice.of(settings.seed());
    long firstId = dice.next() >>> SHIFT_TO_52_BITS;
    Visit[] visits = new Visit[VISITS_AT_ONCE];
    deadline = ticker.nanos() + settings.duration().toNanos();
    while (due(sink)) {
      long made = events.get();
      int i = dice.below(VISITS_AT_ONCE);
      if (visits[i] == null || visits[i].isOver()) {
        visits[i] = new Visit(dice);
      }
      byte[] event = visits[i].event(firstId + made, time.format(at(made)));
      sink.put(made + 1, event, 0, event.length);
      events.lazySet(made + 1);
    }
    sink.flush();
    return new ClickstreamReport(events.get());
  }

  /** Waits for the next event's turn; false when there is none. */
  private boolean due(EventSink sink) throws IOException, InterruptedException {
    if (ended()) {
      return false;
    }
    Duration wait = limit.next();
    if (!wait.isZero()) {
      sink.flush();
      ticker.sleepUnless(this::ended, wait);
    }
    return !ended();
  }

  private boolean ended() {
    return stopped
        || (settings.events() > 0 && events.get() >= settings.events())
        || (!settings.duration().isZero() && ticker.nanos() - deadline >= 0);
  }

  private Instant at(long made) {
    return settings.start() == null
        ? clock.instant()
        : settings.start().plusNanos((long) (made * 1e9 / settings.rate()));
  }
}
