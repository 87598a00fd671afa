package io.eventmill.collect;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What the doors of this process have answered since it began, for metrics. Safe for threads. */
public final class Counts {
  private final Map<String, LongAdder> accepted = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> spooled = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> refused = new ConcurrentHashMap<>();
  private final Map<String, Map<String, LongAdder>> refusedBySource = new ConcurrentHashMap<>();

  void accepted(String source, int events, Kept where) {
    adder(accepted, source).add(events);
    if (where == Kept.SPOOL) {
      adder(spooled, source).add(events);
    }
  }

  void refused(String code) {
    adder(refused, code).increment();
  }

  void refused(String source, String code) {
    refused(code);
    adder(refusedBySource.computeIfAbsent(source, s -> new ConcurrentHashMap<>()), code)
        .increment();
  }

  private static LongAdder adder(Map<String, LongAdder> counts, String name) {
    return counts.computeIfAbsent(name, n -> new LongAdder());
  }

  /** Events acknowledged, by source; those that went to the spool first are among them. */
  public Map<String, Long> acceptedEvents() {
    return sums(accepted);
  }

  /** Events acknowledged from the spool, by source. */
  public Map<String, Long> spooledEvents() {
    return sums(spooled);
  }

  /** Requests refused, by the code of their answer. */
  public Map<String, Long> refusedRequests() {
    return sums(refused);
  }

  /** Requests refused that named a source, by the code of their answer. */
  public long refusedRequests(String source, String code) {
    LongAdder adder = refusedBySource.getOrDefault(source, Map.of()).get(code);
    return adder == null ? 0 : adder.sum();
  }

  private static Map<String, Long> sums(Map<String, LongAdder> counts) {
    Map<String, Long> sums = new TreeMap<>();
    counts.forEach((name, adder) -> sums.put(name, adder.sum()));
    return sums;
  }
}
