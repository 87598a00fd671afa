package io.eventmill.simulate.web;

import io.eventmill.simulate.EventSink;
import io.eventmill.simulate.Ticker;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/**
 * Keeps simulated time in step with the wall clock. When the two have come apart (the machine
 * slept, the collector was away, somebody set the clock), the stream goes on from now: it neither
 * floods nor waits for hours.
 */
final class Pacer {
  private static final long NEAR_MILLIS = 20; // not worth a sleep, nor a request of its own
  private static final long APART_MILLIS = 5_000;

  private final double speed;
  private final Clock clock;
  private final Ticker ticker;
  private final long batchMicros;
  private long simulatedAnchor;
  private long wallAnchor;

  Pacer(WebSettings settings, Clock clock, Ticker ticker) {
    this.speed = settings.speed();
    this.clock = clock;
    this.ticker = ticker;
    this.batchMicros = settings.batchSize() * 1_000_000L;
    anchor(micros(clock.instant()));
  }

  /** From now on the given simulated time is now. */
  void anchor(long simulatedMicros) {
    simulatedAnchor = simulatedMicros;
    wallAnchor = clock.millis();
  }

  /** The simulated clock as it should stand: the given one, or one that is back in step. */
  long aligned(long simulatedMicros) {
    double away = millisUntil(simulatedMicros);
    double bound = APART_MILLIS + 2 * batchMicros / 1000.0 / speed;
    if (Math.abs(away) <= bound) {
      return simulatedMicros;
    }
    if (speed == 1) {
      anchor(micros(clock.instant()));
      return simulatedAnchor - batchMicros;
    }
    anchor(simulatedMicros);
    return simulatedMicros;
  }

  /** Waits until the simulated time has come, or somebody wants to stop. */
  void await(long simulatedMicros, EventSink sink, BooleanSupplier stop)
      throws IOException, InterruptedException {
    boolean flushed = false;
    double bound = APART_MILLIS + 3 * batchMicros / 1000.0 / speed;
    double wait = millisUntil(simulatedMicros);
    while (wait > NEAR_MILLIS && wait < bound && !stop.getAsBoolean()) {
      if (!flushed) {
        sink.flush();
        flushed = true;
      }
      ticker.sleep(Duration.ofMillis(Math.min((long) wait, Ticker.SLICE.toMillis())));
      wait = millisUntil(simulatedMicros);
    }
  }

  private double millisUntil(long simulatedMicros) {
    double due = wallAnchor + (simulatedMicros - simulatedAnchor) / 1000.0 / speed;
    return due - clock.millis();
  }

  static long micros(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1000);
  }
}
