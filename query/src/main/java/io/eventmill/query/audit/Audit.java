package io.eventmill.query.audit;

import io.eventmill.query.audit.Finding.Stage;
import io.eventmill.store.LedgerRange;
import io.eventmill.store.LedgerReader;
import io.eventmill.store.StoreUnavailableException;
import io.eventmill.topics.KafkaAddress;
import io.eventmill.topics.LogProgress;
import io.eventmill.topics.LogScan;
import io.eventmill.topics.TopicException;
import io.eventmill.topics.TopicPlace;
import io.eventmill.topics.TopicState;
import io.eventmill.topics.Topics;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Holds what was accepted against what each stage has really written: raw records as the ledger
 * counted them, rows as the store counts them now, offsets as the log tells them. Trusts no stage's
 * own count. Writes nothing; if it dies, nothing is lost but the next report is a few seconds later
 * in being final.
 */
public final class Audit implements Auditor, AutoCloseable {
  private static final long MINUTE_MILLIS = 60_000;

  private final LedgerReader ledger;
  private final AuditConfig config;
  private final LongSupplier spooled;
  private final Clock clock;
  private final Topics topics;
  private final LogProgress log;
  private final Detective detective;
  private final Map<String, AuditedSource> sources = new LinkedHashMap<>();
  private final Map<String, Settlement> settlements = new HashMap<>();

  private Audit(
      LedgerReader ledger,
      KafkaAddress kafka,
      List<AuditedSource> sources,
      LongSupplier spooled,
      AuditConfig config,
      Clock clock) {
    this.ledger = ledger;
    this.spooled = spooled;
    this.config = config;
    this.clock = clock;
    this.topics = Topics.open(kafka);
    this.log = LogProgress.open(kafka);
    this.detective = new Detective(ledger, new LogScan(kafka), log, config);
    for (AuditedSource source : sources) {
      this.sources.put(source.name(), source);
      settlements.put(source.name(), new Settlement(source));
    }
  }

  /**
   * @param spooled how many acknowledged events wait in the collector's spool now
   */
  public static Audit open(
      LedgerReader ledger,
      KafkaAddress kafka,
      List<AuditedSource> sources,
      LongSupplier spooled,
      AuditConfig config,
      Clock clock) {
    return new Audit(ledger, kafka, sources, spooled, config, clock);
  }

  @Override
  public List<String> sources() {
    return List.copyOf(sources.keySet());
  }

  @Override
  public synchronized AuditReport report(String source, long fromMinute, long toMinute) {
    try {
      return made(source, fromMinute, toMinute);
    } catch (TopicException e) {
      throw new StoreUnavailableException("the log cannot be asked: " + e.getMessage(), e);
    }
  }

  private AuditReport made(String source, long fromMinute, long toMinute) {
    List<AuditedSource> asked =
        sources.values().stream().filter(s -> source == null || s.name().equals(source)).toList();
    Map<String, TopicState> states =
        topics.find(asked.stream().flatMap(Audit::topicsOf).distinct().toList());
    asked = asked.stream().filter(s -> states.containsKey(s.raw())).toList();
    asked.forEach(s -> look(s, states));
    var snapshot = ledger.snapshot(new LedgerRange(source, fromMinute, toMinute));
    Map<String, Settled> settled = new HashMap<>();
    for (AuditedSource s : asked) {
      settled.put(s.name(), settlements.get(s.name()).settle(snapshot.positions(), states));
    }
    Balance.Result balance = Balance.of(snapshot.cells(), settled);

    long now = clock.millis();
    List<Finding> findings = new ArrayList<>();
    Map<String, Long> uncounted = new LinkedHashMap<>();
    for (AuditedSource s : asked) {
      uncounted.put(s.name(), uncounted(s, states, settled.get(s.name()), now, findings));
    }
    int looked = Math.min(config.findingsMax(), balance.differences().size());
    for (CellBalance difference : balance.differences().subList(0, looked)) {
      AuditedSource s = sources.get(difference.source());
      findings.addAll(
          detective.lookInto(difference, s, settled.get(s.name()), states.get(s.raw())));
    }
    return new AuditReport(
        now,
        balance.minutes(),
        uncounted,
        spooled.getAsLong(),
        findings,
        balance.differences().size() - looked,
        snapshot.keptSince());
  }

  private static Stream<String> topicsOf(AuditedSource s) {
    return Stream.of(s.raw(), s.enriched(), s.failed(), s.dropped());
  }

  /** First what processing says it is done with, then where the topics end, never the other way. */
  private void look(AuditedSource s, Map<String, TopicState> states) {
    Map<Integer, Long> processed = log.done(s.group(), s.raw());
    Settlement settlement = settlements.get(s.name());
    Map<TopicPlace, Long> ends =
        log.ends(
            settlement.written().stream()
                .map(states::get)
                .filter(java.util.Objects::nonNull)
                .flatMap(Audit::places)
                .toList());
    settlement.look(states.get(s.raw()), processed, ends);
  }

  private static Stream<TopicPlace> places(TopicState topic) {
    return Stream.iterate(0, p -> p < topic.partitions(), p -> p + 1)
        .map(p -> new TopicPlace(topic.name(), p));
  }

  /** What stands on raw beyond the ledger; a log that ends before it has lost records. */
  private long uncounted(
      AuditedSource s,
      Map<String, TopicState> states,
      Settled settled,
      long now,
      List<Finding> findings) {
    long uncounted = 0;
    for (var end : log.ends(places(states.get(s.raw())).toList()).entrySet()) {
      int partition = end.getKey().partition();
      long counted = settled.counted().getOrDefault(partition, 0L);
      if (counted > end.getValue()) {
        findings.add(
            new Finding(
                s.name(),
                now / MINUTE_MILLIS,
                Stage.LOG,
                counted - end.getValue(),
                0,
                ("%s partition %d ends at offset %d, but records up to offset %d were accepted: the"
                        + " log has lost the rest")
                    .formatted(s.raw(), partition, end.getValue(), counted - 1),
                List.of()));
      }
      uncounted += Math.max(0, end.getValue() - counted);
    }
    return uncounted;
  }

  @Override
  public void close() {
    log.close();
    topics.close();
  }
}
