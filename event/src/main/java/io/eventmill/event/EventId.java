package io.eventmill.event;

import java.time.Clock;
import java.util.random.RandomGenerator;

/**
 * Makes ids for events that come without one: UUID version 7 (RFC 9562), so that ids sort by time.
 * Ids of one maker never repeat and never go back, also when the clock does. Safe for threads.
 */
public final class EventId {
  private final Clock clock;
  private final RandomGenerator random;
  private long lastMillis = -1;
  private int sequence;

  public EventId(Clock clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  public synchronized String next() {
    long now = Math.max(clock.millis(), lastMillis);
    if (now == lastMillis) {
      sequence++;
      if (sequence > 0xfff) { // 4,096 ids in one millisecond: borrow from the next
        now++;
        sequence = 0;
      }
    } else {
      sequence = random.nextInt(0x800); // leaves room to count up
    }
    lastMillis = now;
    long high = (now << 16) | 0x7000L | sequence;
    long low = (random.nextLong() >>> 2) | 0x8000_0000_0000_0000L;
    return new java.util.UUID(high, low).toString();
  }
}
