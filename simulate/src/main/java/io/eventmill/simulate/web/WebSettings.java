package io.eventmill.simulate.web;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * How the simulated shop behaves. Zero means "no limit" for rate, events, duration and span.
 *
 * @param users visitors in the pool; each keeps all attributes for the whole run
 * @param sessionsPerDay visits that begin in a simulated day, spread by the hour-of-day curve
 * @param batchSize seconds of simulated time in a step; a visit turns at most one page per step
 * @param speed simulated seconds per real second; 1 is real time, 0 as fast as possible
 * @param rate most events a second
 * @param duration real time after which the run ends
 * @param span simulated time after which the run ends
 * @param events number of events after which the run ends
 * @param start where the simulated clock begins; null see {@link #startOr}. Real time has none
 * @param zone of event_timestamp, which names none, and of the hour-of-day curve
 * @param seed the same seed gives the same events to the byte; null for new ones each time
 * @param print whether each event is printed too
 */
public record WebSettings(
    int users,
    int sessionsPerDay,
    int batchSize,
    double speed,
    double rate,
    Duration duration,
    Duration span,
    long events,
    Instant start,
    ZoneId zone,
    Long seed,
    WebWeights weights,
    boolean print) {
  private static final int USERS_MAX = 500_000; // a kilobyte of memory each
  private static final Duration LONGEST = Duration.ofDays(36_500);
  private static final Instant SEEDED_START = Instant.parse("2026-01-01T00:00:00Z");

  public WebSettings {
    within("users", users, 1, USERS_MAX);
    within("sessions per day", sessionsPerDay, 0, 1_000_000_000);
    within("batch size", batchSize, 1, 3600);
    within("speed", speed, 0, 1_000_000);
    within("rate", rate, 0, 1_000_000_000);
    within("events", events, 0, Long.MAX_VALUE);
    within("duration", duration);
    within("span", span);
    requireNonNull(zone, "zone is null");
    requireNonNull(weights, "weights is null");
    if (speed == 1 && start != null) {
      throw new IllegalArgumentException(
          "start: " + start + " has no meaning in real time; leave it out or give a speed");
    }
  }

  /** Real time, and lively: some 5 to 50 events a second over the day, from the first second on. */
  public static Builder realTime() {
    return new Builder(1_000_000, 1, 1);
  }

  /** As fast as possible: a shop of 500 visits a day, in steps of 10 s, on a clock that races. */
  public static Builder fast() {
    return new Builder(500, 10, 0);
  }

  public boolean isPaced() {
    return speed > 0;
  }

  public boolean isRealTime() {
    return speed == 1;
  }

  /**
   * Where the simulated clock begins: as given; else with a seed at a fixed instant, since the same
   * seed shall give the same bytes; else so that a span of time ends now; else now.
   */
  Instant startOr(Instant now) {
    if (start != null && !isRealTime()) {
      return start;
    }
    if (isRealTime()) {
      return now;
    }
    return seed == null ? now.minus(span) : SEEDED_START;
  }

  private static void within(String what, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          what
              + ": "
              + plain(value)
              + " is not possible; give a number from "
              + plain(least)
              + " to "
              + plain(most));
    }
  }

  private static String plain(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }

  private static void within(String what, Duration value) {
    if (value.isNegative() || value.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          what + ": " + value + " is not possible; give a time of up to " + LONGEST.toDays() + "d");
    }
  }

  /** Starts from one of the two ready sets; every setting can be changed. */
  public static final class Builder {
    private int users = 50;
    private int sessionsPerDay;
    private int batchSize;
    private double speed;
    private double rate;
    private Duration duration = Duration.ZERO;
    private Duration span = Duration.ZERO;
    private long events;
    private Instant start;
    private ZoneId zone = ZoneOffset.UTC;
    private Long seed;
    private WebWeights weights;
    private boolean print;

    private Builder(int sessionsPerDay, int batchSize, double speed) {
      this.sessionsPerDay = sessionsPerDay;
      this.batchSize = batchSize;
      this.speed = speed;
    }

    public Builder users(int given) {
      users = given;
      return this;
    }

    public Builder sessionsPerDay(int given) {
      sessionsPerDay = given;
      return this;
    }

    public Builder batchSize(int given) {
      batchSize = given;
      return this;
    }

    public Builder speed(double given) {
      speed = given;
      return this;
    }

    public Builder rate(double given) {
      rate = given;
      return this;
    }

    public Builder duration(Duration given) {
      duration = given;
      return this;
    }

    public Builder span(Duration given) {
      span = given;
      return this;
    }

    public Builder events(long given) {
      events = given;
      return this;
    }

    public Builder start(Instant given) {
      start = given;
      return this;
    }

    public Builder zone(ZoneId given) {
      zone = given;
      return this;
    }

    public Builder seed(Long given) {
      seed = given;
      return this;
    }

    public Builder weights(WebWeights given) {
      weights = given;
      return this;
    }

    public Builder print(boolean given) {
      print = given;
      return this;
    }

    public WebSettings build() {
      return new WebSettings(
          users,
          sessionsPerDay,
          batchSize,
          speed,
          rate,
          duration,
          span,
          events,
          start,
          zone,
          seed,
          weights == null ? WebWeights.defaults() : weights,
          print);
    }
  }
}
