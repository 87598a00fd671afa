package io.eventmill.simulate.web;

import static java.util.Objects.requireNonNull;

import io.eventmill.simulate.EventSink;
import io.eventmill.simulate.PrintingSink;
import io.eventmill.simulate.RateLimit;
import io.eventmill.simulate.Ticker;
import io.eventmill.simulate.drawn.Dice;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A web shop with visitors: page views of people who keep their attributes, move from page to page
 * by chance and come more often at some hours than at others. Keeps nothing; a new run has new
 * visitors and new ids unless it is given a seed. The caller's thread does all the work; any other
 * may {@link #stop} it. What was put into the sink before is the sink's to deliver.
 */
public final class WebSimulation {
  private final WebSettings settings;
  private final Clock clock;
  private final Ticker ticker;
  private volatile boolean stopped;
  private final AtomicLong events = new AtomicLong();
  private long steps;
  private long deadline;

  public WebSimulation(WebSettings settings, Clock clock, Ticker ticker) {
    this.settings = requireNonNull(settings, "settings is null");
    this.clock = requireNonNull(clock, "clock is null");
    this.ticker = requireNonNull(ticker, "ticker is null");
  }

  /** Ends the run soon: within a fraction of a second, or when the sink next takes an event. */
  public void stop() {
    stopped = true;
  }

  /** Events made so far; any thread may ask. */
  public long events() {
    return events.get();
  }

  /** As {@link #run(EventSink)}; prints each event to the console first if the settings say so. */
  public WebReport run(EventSink sink, OutputStream console)
      throws IOException, InterruptedException {
    return run(settings.print() ? new PrintingSink(console, sink) : sink);
  }

  /** Runs until a limit is reached or somebody stops it; then flushes the sink. */
  public WebReport run(EventSink sink) throws IOException, InterruptedException {
    WebChoices choices = WebChoices.of(settings.weights());
    Dice dice = settings.seed() == null ? Dice.unseeded() : Dice.of(settings.seed());
    List<Visitor> visitors =
        Stream.generate(() -> Visitor.draw(choices, dice)).limit(settings.users()).toList();
    Visits visits = new Visits(choices, settings, visitors, dice);
    Emitter emitter = new Emitter(choices, dice, sink);
    LocalTime local = new LocalTime(settings.zone());
    Instant start = settings.startOr(clock.instant());
    long from = Pacer.micros(start);
    long until = settings.span().isZero() ? Long.MAX_VALUE : from + micros(settings.span());
    int jitterSeconds = settings.batchSize() * 3 / 10;
    deadline = ticker.nanos() + settings.duration().toNanos();
    emitter.pacer.anchor(from);
    // in step with the wall clock the first events are due at once, not a step later
    long now = settings.isPaced() ? from - settings.batchSize() * 1_000_000L : from;
    while (!ended() && now < until) {
      if (settings.isPaced()) {
        now = emitter.pacer.aligned(now);
      }
      visits.step(local.hour(now));
      now += (settings.batchSize() + dice.around(jitterSeconds)) * 1_000_000L;
      steps++;
      emitter.emit(visits.open(), now);
    }
    sink.flush();
    return new WebReport(
        events.get(), visits.begun(), steps, start, start.plusNanos((now - from) * 1000));
  }

  private boolean ended() {
    return stopped
        || (settings.events() > 0 && events.get() >= settings.events())
        || (!settings.duration().isZero() && ticker.nanos() - deadline >= 0);
  }

  private static long micros(Duration duration) {
    return duration.toNanos() / 1000;
  }

  /** Turns the visits that have moved in a step into events, each at its time. */
  private final class Emitter {
    private final Dice dice;
    private final EventSink sink;
    private final PageviewText text;
    private final RateLimit limit = new RateLimit(settings.rate(), ticker);
    private final Pacer pacer = new Pacer(settings, clock, ticker);
    private final int jitterMillis = settings.batchSize() * 300;

    Emitter(WebChoices choices, Dice dice, EventSink sink) {
      this.dice = dice;
      this.sink = sink;
      this.text = new PageviewText(choices.pages().pages(), settings.zone());
    }

    void emit(List<Visits.Visit> open, long now) throws IOException, InterruptedException {
      if (!settings.isPaced()) {
        for (Visits.Visit visit : open) {
          if (visit.moved && !ended()) {
            put(visit, jittered(now));
          }
        }
        return;
      }
      Visits.Visit[] moved = open.stream().filter(v -> v.moved).toArray(Visits.Visit[]::new);
      long[] times = IntStream.range(0, moved.length).mapToLong(i -> jittered(now)).toArray();
      Arrays.sort(times); // who comes first does not matter: times are drawn apart from visits
      for (int i = 0; i < moved.length && !ended(); i++) {
        pacer.await(times[i], sink, WebSimulation.this::ended);
        if (!ended()) {
          put(moved[i], times[i]);
        }
      }
      pacer.await(now - jitterMillis * 1000L, sink, WebSimulation.this::ended);
    }

    private long jittered(long now) {
      return now + dice.around(jitterMillis) * 1000L;
    }

    private void put(Visits.Visit visit, long time) throws IOException, InterruptedException {
      Duration wait = limit.next();
      if (!wait.isZero()) {
        sink.flush();
        ticker.sleepUnless(WebSimulation.this::ended, wait);
      }
      int length = text.write(visit.visitor, visit.page, time, dice);
      long number = events.get() + 1;
      sink.put(number, text.buffer(), 0, length);
      events.lazySet(number);
    }
  }
}
