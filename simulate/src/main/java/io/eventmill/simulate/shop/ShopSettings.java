package io.eventmill.simulate.shop;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * How the shop behaves and for how long.
 *
 * @param baseClicks after which the run ends; each is followed by more clicks and checkouts
 * @param duration after which the run ends; zero for no limit
 * @param rate events a second; 0 for as fast as they are taken
 * @param start where event time begins, to go on by 1 / rate with each event, sent as fast as they
 *     are taken; null for the wall clock
 * @param zone of the timestamps, which name none
 * @param seed the same seed gives the same users, ids and values; null for new ones in each run
 * @param disorder how much later than its time an event may be sent, so that others overtake it
 * @param copies share of events that are sent a second time, from 0 to 1
 * @param heldMax most events held back at once for the sake of disorder; then the first has to go
 */
public record ShopSettings(
    long baseClicks,
    Duration duration,
    double rate,
    Instant start,
    ZoneId zone,
    Long seed,
    Duration disorder,
    double copies,
    int heldMax) {
  private static final long BASE_CLICKS = 100_000_000;
  private static final double RATE = 10;
  private static final int HELD_MAX = 100_000;

  public ShopSettings {
    requireNonNull(duration, "duration is null");
    requireNonNull(zone, "zone is null");
    requireNonNull(disorder, "disorder is null");
    within("--num_click_records", baseClicks, 1, Long.MAX_VALUE);
    within("--held-max", heldMax, 1, 10_000_000);
    if (!(rate >= 0) || Double.isInfinite(rate)) {
      throw new IllegalArgumentException("--rate: " + rate + " is not possible; give 0 or more");
    }
    if (start != null && rate == 0) {
      throw new IllegalArgumentException(
          "--start: needs a --rate above 0, which says how far apart the events' times are");
    }
    if (!(copies >= 0 && copies <= 1)) {
      throw new IllegalArgumentException(
          "--duplicates: " + copies + " is not possible; give a share from 0 to 1, such as 0.01");
    }
  }

  /** In real time, ten events a second, in order, each once. */
  public static ShopSettings defaults() {
    return new ShopSettings(
        BASE_CLICKS, Duration.ZERO, RATE, null, ZoneOffset.UTC, null, Duration.ZERO, 0, HELD_MAX);
  }

  public ShopSettings withBaseClicks(long given) {
    return new ShopSettings(given, duration, rate, start, zone, seed, disorder, copies, heldMax);
  }

  public ShopSettings withDuration(Duration given) {
    return new ShopSettings(baseClicks, given, rate, start, zone, seed, disorder, copies, heldMax);
  }

  public ShopSettings withRate(double given) {
    return new ShopSettings(
        baseClicks, duration, given, start, zone, seed, disorder, copies, heldMax);
  }

  public ShopSettings withStart(Instant given) {
    return new ShopSettings(
        baseClicks, duration, rate, given, zone, seed, disorder, copies, heldMax);
  }

  public ShopSettings withZone(ZoneId given) {
    return new ShopSettings(
        baseClicks, duration, rate, start, given, seed, disorder, copies, heldMax);
  }

  public ShopSettings withSeed(Long given) {
    return new ShopSettings(
        baseClicks, duration, rate, start, zone, given, disorder, copies, heldMax);
  }

  public ShopSettings withDisorder(Duration given) {
    return new ShopSettings(baseClicks, duration, rate, start, zone, seed, given, copies, heldMax);
  }

  public ShopSettings withCopies(double given) {
    return new ShopSettings(
        baseClicks, duration, rate, start, zone, seed, disorder, given, heldMax);
  }

  public ShopSettings withHeldMax(int given) {
    return new ShopSettings(baseClicks, duration, rate, start, zone, seed, disorder, copies, given);
  }

  static void within(String what, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          what + ": " + value + " is not possible; give a number from " + least + " to " + most);
    }
  }
}
