package io.eventmill.collect;

import io.eventmill.collect.body.Refusal;
import io.eventmill.collect.body.Refused;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many requests are under way and how much memory they hold, over all event loops. This is what
 * stands between a flood and an OutOfMemoryError: what would pass a bound is refused.
 */
final class InFlight {
  private final int requestsMax;
  private final long bytesMax;
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();

  InFlight(int requestsMax, long bytesMax) {
    this.requestsMax = requestsMax;
    this.bytesMax = bytesMax;
  }

  int requests() {
    return requests.get();
  }

  long bytes() {
    return bytes.get();
  }

  Ticket enter() throws Refused {
    if (requests.incrementAndGet() > requestsMax) {
      requests.decrementAndGet();
      String found = requestsMax + " requests are under way, which is the limit; come again soon";
      throw Refusal.limit(429, "too_many_requests", found, requestsMax, "requests_max")
          .asException();
    }
    return new Ticket();
  }

  /** One request's share. Used by one thread at a time. */
  final class Ticket implements AutoCloseable {
    private long held;
    private boolean closed;

    void take(long more) throws Refused {
      if (bytes.addAndGet(more) > bytesMax) {
        bytes.addAndGet(-more);
        String found = "requests under way fill the memory set aside for them; come again soon";
        throw Refusal.limit(503, "busy", found, bytesMax, "bytes_max").asException();
      }
      held += more;
    }

    void giveBack(long less) {
      bytes.addAndGet(-less);
      held -= less;
    }

    /** From what the body took to what its events take. */
    void become(long size) throws Refused {
      if (size > held) {
        take(size - held);
      } else {
        giveBack(held - size);
      }
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        bytes.addAndGet(-held);
        requests.decrementAndGet();
      }
    }
  }
}
