package io.eventmill.app.metrics;

import io.eventmill.pipeline.Route;
import io.eventmill.query.audit.AuditConfig;
import io.eventmill.query.audit.AuditReport;
import io.eventmill.query.audit.Auditor;
import io.eventmill.query.audit.Tally;
import io.eventmill.store.FailedFilter;
import io.eventmill.store.FailedGroup;
import io.eventmill.store.FailedReader;
import io.eventmill.store.StoreUnavailableException;
import io.eventmill.topics.TopicException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Numbers that take a look into the store or the log: the ledger's equation, failed events, routed
 * ones. They are worked out every so often by a thread of their own, so that a scrape costs
 * nothing; while they cannot be, the ledger's age grows and the numbers stay what they were.
 */
public final class LedgerNumbers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LedgerNumbers.class);
  private static final long MINUTE_MILLIS = 60_000;

  /** Groups of failed events that are told apart; there are a dozen reasons. */
  private static final int GROUPS_MAX = 1_000;

  private static final Map<Family, ToLongFunction<Tally>> TALLIES =
      Map.of(
          Families.LEDGER_ACCEPTED, Tally::accepted,
          Families.LEDGER_STORED, Tally::stored,
          Families.LEDGER_FAILED, Tally::failed,
          Families.LEDGER_DUPLICATE, Tally::duplicate,
          Families.LEDGER_FILTERED, Tally::filtered,
          Families.LEDGER_IN_FLIGHT, Tally::inFlight,
          Families.LEDGER_MISSING, Tally::missing,
          Families.LEDGER_SURPLUS, Tally::surplus);

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread t = new Thread(work, "audit");
            t.setDaemon(true);
            return t;
          });
  private final Auditor auditor;
  private final FailedReader failures;
  private final Supplier<Map<Route, Long>> routed;
  private final long windowMinutes;
  private final Clock clock;
  private volatile AuditReport ledger;
  private volatile Map<List<String>, Long> failed = Map.of();
  private volatile Map<List<String>, Long> routes = Map.of();

  private LedgerNumbers(
      Auditor auditor,
      FailedReader failures,
      Supplier<Map<Route, Long>> routed,
      AuditConfig config,
      Clock clock) {
    this.auditor = auditor;
    this.failures = failures;
    this.routed = routed;
    this.windowMinutes = config.window().toMinutes();
    this.clock = clock;
  }

  /**
   * @param routed by route, how many records its topic has taken; may fail with a {@link
   *     TopicException}
   */
  public static LedgerNumbers start(
      Auditor auditor,
      FailedReader failures,
      Supplier<Map<Route, Long>> routed,
      AuditConfig config,
      Clock clock,
      Numbers to) {
    LedgerNumbers numbers = new LedgerNumbers(auditor, failures, routed, config, clock);
    numbers.tell(to);
    long every = config.every().toMillis();
    numbers.every(every, every, "the ledger", numbers::audit);
    numbers.every(every, every, "the failed events", numbers::countFailed);
    numbers.every(0, every, "the routed topics", numbers::countRouted);
    return numbers;
  }

  private void tell(Numbers to) {
    TALLIES.forEach((family, tally) -> to.tell(family, () -> bySource(tally)));
    to.tell(Families.LEDGER_FINDINGS, List.of(), () -> ledger == null ? Double.NaN : findings());
    to.tell(
        Families.LEDGER_AGE,
        List.of(),
        () -> ledger == null ? Double.NaN : (clock.millis() - ledger.asOfMillis()) / 1000.0);
    to.tell(Families.FAILED, () -> failed);
    to.tell(Families.ROUTED, () -> routes);
  }

  private Map<List<String>, Long> bySource(ToLongFunction<Tally> tally) {
    AuditReport now = ledger;
    Map<List<String>, Long> numbers = new HashMap<>();
    if (now != null) {
      for (String source : auditor.sources()) {
        numbers.put(List.of(source), tally.applyAsLong(now.of(source)));
      }
    }
    return numbers;
  }

  private double findings() {
    return ledger.findings().size() + (double) ledger.notLookedInto();
  }

  private void every(long first, long millis, String what, Runnable work) {
    thread.scheduleWithFixedDelay(
        () -> {
          try {
            work.run();
          } catch (StoreUnavailableException | TopicException e) {
            LOG.warn("{} cannot be worked out now: {}", what, e.getMessage());
          } catch (RuntimeException e) { // the next time may be better
            LOG.error("{} could not be worked out", what, e);
          }
        },
        first,
        millis,
        TimeUnit.MILLISECONDS);
  }

  private void audit() {
    long minute = clock.millis() / MINUTE_MILLIS;
    ledger = auditor.report(null, minute - windowMinutes, Long.MAX_VALUE);
  }

  private void countFailed() {
    Map<List<String>, Long> counts = new HashMap<>();
    for (FailedGroup group : failures.groups(FailedFilter.ALL.notReplayed(), GROUPS_MAX)) {
      counts.merge(List.of(group.source(), group.reason().name()), group.count(), Long::sum);
    }
    failed = counts;
  }

  private void countRouted() {
    Map<List<String>, Long> counts = new HashMap<>();
    routed.get().forEach((r, records) -> counts.put(List.of(r.name(), r.to().name()), records));
    routes = counts;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
