package io.eventmill.collect.keys;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How often each of many may come: a bucket of tokens for each, filled at a steady rate. Remembers
 * a limited number of them; who has not come for longest is forgotten first, and begins with a full
 * bucket again. Safe for threads.
 */
public final class RateLimits {
  private static final double NANOS = 1e9;

  private final double perSecond;
  private final double room;
  private final LongSupplier nanos;
  private final Map<String, Bucket> buckets;

  private static final class Bucket {
    private double tokens;
    private long atNanos;
  }

  /**
   * @param perSecond 0 = no limit
   * @param burst what may be saved up: so long at that rate, one at least
   * @param most how many are remembered
   * @param nanos a clock that only runs forward
   */
  public RateLimits(int perSecond, Duration burst, int most, LongSupplier nanos) {
    this(perSecond, Math.max(1, perSecond * (burst.toMillis() / 1000.0)), most, nanos);
  }

  private RateLimits(double perSecond, double room, int most, LongSupplier nanos) {
    this.perSecond = perSecond;
    this.room = room;
    this.nanos = nanos;
    this.buckets =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > most;
          }
        };
  }

  /** So many in so long, all at once if need be. */
  public static RateLimits of(int times, Duration in, int most, LongSupplier nanos) {
    return new RateLimits(times * 1000.0 / in.toMillis(), times, most, nanos);
  }

  public boolean isOn() {
    return perSecond > 0;
  }

  public int perSecond() {
    return (int) perSecond;
  }

  /** 0: go on. Otherwise nothing is taken, and it is worth coming again in so many seconds. */
  public synchronized int take(String who) {
    if (!isOn()) {
      return 0;
    }
    long now = nanos.getAsLong();
    Bucket bucket = buckets.get(who);
    if (bucket == null) {
      bucket = new Bucket();
      bucket.tokens = room;
      buckets.put(who, bucket);
    } else {
      double filled = (now - bucket.atNanos) / NANOS * perSecond;
      bucket.tokens = Math.min(room, bucket.tokens + filled);
    }
    bucket.atNanos = now;
    if (bucket.tokens < 1) {
      return Math.max(1, (int) Math.ceil((1 - bucket.tokens) / perSecond));
    }
    bucket.tokens -= 1;
    return 0;
  }

  /** How many are remembered now. */
  public synchronized int size() {
    return buckets.size();
  }

  /** One sender of IPv6 has a network of 2^64 addresses to itself; they count as one. */
  public static String network(String address) {
    if (address == null || address.indexOf(':') < 0 || address.contains("::ffff:")) {
      return String.valueOf(address);
    }
    String bare = address.replaceFirst("%.*", "");
    int gap = bare.indexOf("::");
    String head = gap < 0 ? bare : bare.substring(0, gap);
    String[] groups = head.isEmpty() ? new String[0] : head.split(":", -1);
    StringBuilder network = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      network.append(i < groups.length ? groups[i] : "0").append(':');
    }
    return network.append(":/64").toString();
  }
}
