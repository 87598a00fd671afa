package io.eventmill.app.chaos.load;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the clients know: which numbers were tried how often, and which were acknowledged. A few
 * bytes per event, so that a run of hours fits into memory. Safe for threads.
 */
public final class Sent {
  private final Copies attempts = new Copies();
  private byte[] clients = new byte[1 << 16];
  private final BitSet acknowledged = new BitSet();
  private final Set<UUID> made = ConcurrentHashMap.newKeySet();
  private int next;
  private long events;
  private long retried;
  private long refused;
  private long spooled;

  /** Numbers for a batch of this client: from the returned one on. */
  public synchronized int take(int client, int size) {
    int first = next;
    next = Math.addExact(next, size);
    if (next > clients.length) {
      clients = Arrays.copyOf(clients, next * 2);
    }
    Arrays.fill(clients, first, next, (byte) client);
    return first;
  }

  /** Who sent it: each client sends its batches in their order, each when the last was kept. */
  public synchronized int client(int n) {
    return clients[n];
  }

  /** Counts before the bytes may arrive anywhere. */
  public synchronized void attempt(int first, int size, boolean again) {
    for (int n = first; n < first + size; n++) {
      attempts.add(n);
    }
    events += size;
    retried += again ? size : 0;
  }

  /** The connection was refused: nothing can have arrived. */
  public synchronized void notArrived(int first, int size, boolean again) {
    for (int n = first; n < first + size; n++) {
      attempts.takeBack(n);
    }
    events -= size;
    retried -= again ? size : 0;
  }

  public synchronized void acknowledged(int first, int size, boolean fromSpool) {
    acknowledged.set(first, first + size);
    spooled += fromSpool ? size : 0;
  }

  /** An id that the collector has made and told. */
  public void made(UUID id) {
    made.add(id);
  }

  public synchronized void wasRefused() {
    refused++;
  }

  /** Requests that were answered 429 or 503. */
  public synchronized long refused() {
    return refused;
  }

  public synchronized int numbers() {
    return next;
  }

  public synchronized boolean isAcknowledged(int n) {
    return acknowledged.get(n);
  }

  public synchronized int attempts(int n) {
    return attempts.of(n);
  }

  public synchronized int acknowledged() {
    return acknowledged.cardinality();
  }

  /** Events that were acknowledged from the spool. */
  public synchronized long spooled() {
    return spooled;
  }

  public Set<UUID> madeIds() {
    return made;
  }

  public synchronized String report() {
    return "events sent %,d, different ones %,d, acknowledged %,d (%,d from the spool), retried %,d,"
            .formatted(events, next, acknowledged.cardinality(), spooled, retried)
        + " requests refused %,d".formatted(refused);
  }
}
