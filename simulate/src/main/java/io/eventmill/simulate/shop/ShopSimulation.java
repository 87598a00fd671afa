package io.eventmill.simulate.shop;

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
 * Users of a shop who click on products and check some of them out: a click on a product, then by
 * chance, again and again, one more click on it and one checkout of it. Keeps nothing; a new run
 * has new ids unless it is given a seed. The caller's thread does all the work; any other may
 * {@link #stop} it. What was put into the sinks before is the sinks' to deliver.
 */
public final class ShopSimulation {
  private static final int AGAIN_PERCENT = 51;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS");

  private final ShopSettings settings;
  private final Clock clock;
  private final Ticker ticker;
  private final RateLimit limit;
  private final DateTimeFormatter time;
  private final AtomicLong events = new AtomicLong();
  private volatile boolean stopped;
  private long clicks;
  private long copies;
  private long deadline;

  public ShopSimulation(ShopSettings settings, Clock clock, Ticker ticker) {
    this.settings = requireNonNull(settings, "settings is null");
    this.clock = requireNonNull(clock, "clock is null");
    this.ticker = requireNonNull(ticker, "ticker is null");
    this.limit = new RateLimit(settings.start() == null ? settings.rate() : 0, ticker);
    this.time = TIME.withZone(settings.zone());
  }

  /** Ends the run soon: within a fraction of a second, or when a sink next takes an event. */
  public void stop() {
    stopped = true;
  }

  /** Events made so far; any thread may ask. */
  public long events() {
    return events.get();
  }

  /** Runs until a limit is reached or somebody stops it; then flushes the sinks. */
  public ShopReport run(EventSink toClicks, EventSink toCheckouts)
      throws IOException, InterruptedException {
    Dice dice = settings.seed() == null ? Dice.unseeded() : Dice.of(settings.seed());
    ShopEvents shop = new ShopEvents(dice);
    Detours detours = new Detours(settings.disorder().toNanos(), settings.heldMax(), dice);
    Way way = new Way(toClicks, toCheckouts, detours, dice);
    deadline = ticker.nanos() + settings.duration().toNanos();
    long base = 0;
    while (base < settings.baseClicks() && !ended()) {
      ShopEvents.Interest interest = shop.interest();
      way.send(toClicks, shop.click(interest, way.due()));
      base++;
      while (dice.below(100) < AGAIN_PERCENT && !ended()) {
        way.send(toClicks, shop.click(interest, way.due()));
        way.send(toCheckouts, shop.checkout(interest, way.due()));
      }
    }
    detours.releaseAll();
    way.flush();
    return new ShopReport(base, clicks, events.get() - clicks, copies);
  }

  private boolean ended() {
    return stopped || (!settings.duration().isZero() && ticker.nanos() - deadline >= 0);
  }

  /** Each event at its time, and by chance once more. */
  private final class Way {
    private final EventSink toClicks;
    private final EventSink toCheckouts;
    private final Detours detours;
    private final Dice dice;

    Way(EventSink toClicks, EventSink toCheckouts, Detours detours, Dice dice) {
      this.toClicks = toClicks;
      this.toCheckouts = toCheckouts;
      this.detours = detours;
      this.dice = dice;
    }

    /** Waits until the next event is due; its time as the event says it. */
    String due() throws IOException, InterruptedException {
      Duration wait = limit.next();
      long until = ticker.nanos() + wait.toNanos();
      for (long left = wait.toNanos(); left > 0 && !ended(); left = until - ticker.nanos()) {
        flush();
        long step = detours.nanosUntilNext(now(), left);
        ticker.sleepUnless(ShopSimulation.this::ended, Duration.ofNanos(step));
        detours.release(now());
      }
      Instant at = settings.start() == null ? clock.instant() : settings.start().plusNanos(now());
      return time.format(at);
    }

    void send(EventSink sink, byte[] event) throws IOException, InterruptedException {
      long number = events.get() + 1;
      long now = now();
      detours.add(now, number, sink, event);
      if (settings.copies() > 0 && dice.unit() < settings.copies()) {
        detours.add(now, number, sink, event);
        copies++;
      }
      clicks += sink == toClicks ? 1 : 0;
      events.lazySet(number);
    }

    void flush() throws IOException, InterruptedException {
      toClicks.flush();
      toCheckouts.flush();
    }

    /** The clock that disorder goes by: the machine's, or that of the events. */
    private long now() {
      return settings.start() == null
          ? ticker.nanos()
          : (long) (events.get() * 1e9 / settings.rate());
    }
  }
}
