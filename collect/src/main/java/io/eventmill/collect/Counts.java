package io.eventmill.collect;

import io.eventmill.pipeline.Source;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;

/** What the doors of this process have answered since it began, for metrics. Safe for threads. */
public final class Counts {
  private final Map<String, LongAdder> accepted = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> spooled = new ConcurrentHashMap<>();
  private final Map<Refused, LongAdder> refused = new ConcurrentHashMap<>();
  private volatile LongConsumer acknowledged = nanos -> {};

  /**
   * Why requests were refused.
   *
   * @param source empty where it was refused before one was known
   * @param code of the answer
   */
  public record Refused(String source, String code) {}

  void accepted(String source, int events, Kept where) {
    adder(accepted, source).add(events);
    if (where == Kept.SPOOL) {
      adder(spooled, source).add(events);
    }
  }

  void refused(Source source, String code) {
    adder(refused, new Refused(source == null ? "" : source.name(), code)).increment();
  }

  void acknowledged(long nanos) {
    acknowledged.accept(nanos);
  }

  /**
   * @param nanos gets, for each request whose events were kept, the time until its answer; on the
   *     event loops
   */
  public void timeAcknowledged(LongConsumer nanos) {
    acknowledged = nanos;
  }

  private static <K> LongAdder adder(Map<K, LongAdder> counts, K name) {
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
    Map<String, Long> sums = new TreeMap<>();
    refused.forEach((why, adder) -> sums.merge(why.code(), adder.sum(), Long::sum));
    return sums;
  }

  /** The same, by source too. */
  public Map<Refused, Long> refusals() {
    Map<Refused, Long> sums = new HashMap<>();
    refused.forEach((why, adder) -> sums.put(why, adder.sum()));
    return sums;
  }

  /** Requests refused that named a source, by the code of their answer. */
  public long refusedRequests(String source, String code) {
    LongAdder adder = refused.get(new Refused(source, code));
    return adder == null ? 0 : adder.sum();
  }

  private static Map<String, Long> sums(Map<String, LongAdder> counts) {
    Map<String, Long> sums = new TreeMap<>();
    counts.forEach((name, adder) -> sums.put(name, adder.sum()));
    return sums;
  }
}
