package io.eventmill.simulate.door;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** Keeps the count of what became of every event. Safe for threads. */
final class Ledger {
  private static final int REFUSALS_SHOWN = 10;

  private final LongAdder put = new LongAdder();
  private final LongAdder kept = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder requests = new LongAdder();
  private final LongAdder repeats = new LongAdder();
  private final List<Refusal> firstRefusals = new ArrayList<>();
  private volatile String failure;

  void put() {
    put.increment();
  }

  void requested(boolean repeat) {
    requests.increment();
    if (repeat) {
      repeats.increment();
    }
  }

  void kept(int events) {
    kept.add(events);
  }

  void refused(Refusal refusal) {
    refused.increment();
    synchronized (firstRefusals) {
      if (firstRefusals.size() < REFUSALS_SHOWN) {
        firstRefusals.add(refusal);
      }
    }
  }

  /** The first failure counts; what follows from it does not. */
  synchronized void failed(String why) {
    if (failure == null) {
      failure = why;
    }
  }

  /** Null while all is well. */
  String failure() {
    return failure;
  }

  DoorReport report() {
    List<Refusal> refusals;
    synchronized (firstRefusals) {
      refusals = List.copyOf(firstRefusals);
    }
    return new DoorReport(
        put.sum(), kept.sum(), refused.sum(), requests.sum(), repeats.sum(), refusals, failure);
  }
}
