package io.eventmill.app.metrics;

import io.eventmill.collect.Collector;
import io.eventmill.collect.Counts;
import io.eventmill.collect.spool.SpoolState;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;

/** Numbers of the door that takes events, and of its spool. */
public final class CollectNumbers {
  private CollectNumbers() {}

  public static void tell(Collector collector, Clock clock, Numbers to) {
    Counts counts = collector.counts();
    to.tell(Families.ACCEPTED, () -> bySource(counts.acceptedEvents()));
    to.tell(
        Families.SPOOLED,
        () -> {
          Map<String, Long> spooled = new HashMap<>();
          counts.acceptedEvents().keySet().forEach(source -> spooled.put(source, 0L));
          spooled.putAll(counts.spooledEvents());
          return bySource(spooled);
        });
    to.tell(
        Families.REFUSED,
        () -> {
          Map<List<String>, Long> refused = new HashMap<>();
          counts
              .refusals()
              .forEach((r, requests) -> refused.put(List.of(r.source(), r.code()), requests));
          return refused;
        });
    var times = to.times(Families.ACKNOWLEDGED);
    counts.timeAcknowledged(nanos -> times.observe(nanos / 1e9));
    one(to, Families.REQUESTS, collector::requestsInFlight);
    one(to, Families.REQUEST_BYTES, collector::bytesInFlight);

    one(to, Families.SPOOL_BYTES, () -> collector.spoolState().bytes());
    one(to, Families.SPOOL_MAX, () -> collector.spoolState().bytesMax());
    one(
        to,
        Families.SPOOL_EVENTS,
        () -> collector.spoolState().waitingEvents() + collector.spoolState().setAsideEvents());
    one(to, Families.SPOOL_AGE, () -> age(collector.spoolState(), clock));
    one(to, Families.SPOOL_GOOD, () -> collector.spoolState().status().isGood() ? 1 : 0);
  }

  private static double age(SpoolState spool, Clock clock) {
    return spool.oldestMillis() < 0
        ? 0
        : Math.max(0, clock.millis() - spool.oldestMillis()) / 1000.0;
  }

  private static void one(Numbers to, Family family, DoubleSupplier number) {
    to.tell(family, List.of(), number);
  }

  private static Map<List<String>, Long> bySource(Map<String, Long> counts) {
    Map<List<String>, Long> labelled = new HashMap<>();
    counts.forEach((source, events) -> labelled.put(List.of(source), events));
    return labelled;
  }
}
