package io.eventmill.simulate;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Time that passes only when somebody sleeps; remembers every sleep. A clock that agrees with it.
 */
public final class FakeTicker implements Ticker {
  private final Instant start;
  private long nanos;
  private Duration clockSet = Duration.ZERO;
  private final List<Duration> sleeps = new ArrayList<>();

  public FakeTicker(Instant start) {
    this.start = start;
  }

  @Override
  public synchronized long nanos() {
    return nanos;
  }

  @Override
  public synchronized void sleep(Duration time) {
    sleeps.add(time);
    nanos += time.toNanos();
  }

  public synchronized List<Duration> sleeps() {
    return List.copyOf(sleeps);
  }

  /** The machine was asleep: time has passed that nobody slept. */
  public synchronized void pass(Duration time) {
    nanos += time.toNanos();
  }

  /** Somebody set the wall clock. */
  public synchronized void setClockBy(Duration time) {
    clockSet = clockSet.plus(time);
  }

  public Clock clock() {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
      }

      @Override
      public Instant instant() {
        synchronized (FakeTicker.this) {
          return start.plusNanos(nanos).plus(clockSet);
        }
      }
    };
  }
}
