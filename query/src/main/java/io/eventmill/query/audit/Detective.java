package io.eventmill.query.audit;

import io.eventmill.event.Origin;
import io.eventmill.query.audit.Finding.Example;
import io.eventmill.query.audit.Finding.Stage;
import io.eventmill.store.LedgerReader;
import io.eventmill.store.OutcomeRow;
import io.eventmill.topics.LogProgress;
import io.eventmill.topics.LogScan;
import io.eventmill.topics.TopicPlace;
import io.eventmill.topics.TopicState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Looks into one difference: which raw records have no row or too many, and which stage it was, by
 * what stands on the topics between. Reads at most so many records of each.
 */
final class Detective {
  private static final long MINUTE_MILLIS = 60_000;
  private static final int ROWS_AT_ONCE = 100_000;

  private final LedgerReader ledger;
  private final LogScan scan;
  private final LogProgress log;
  private final AuditConfig config;

  Detective(LedgerReader ledger, LogScan scan, LogProgress log, AuditConfig config) {
    this.ledger = ledger;
    this.scan = scan;
    this.log = log;
    this.config = config;
  }

  /**
   * What raw and the rows say of one minute of a partition.
   *
   * @param missing raw offsets without a row, with the events' ids
   * @param twice raw offsets with more than one row, all of one kind
   * @param both raw offsets with rows of different kinds
   * @param baseless offsets of rows that no raw record of any minute stands behind
   */
  private record Evidence(
      NavigableMap<Long, String> missing,
      NavigableMap<Long, String> twice,
      NavigableMap<Long, String> both,
      NavigableMap<Long, String> baseless) {
    Evidence() {
      this(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    }
  }

  List<Finding> lookInto(
      CellBalance cell, AuditedSource source, Settled settled, TopicState rawTopic) {
    Tally tally = cell.tally(settled);
    if (!cell.topicId().equals(rawTopic.id())) {
      return List.of(
          unknown(cell, tally, source.raw() + " was made anew since, its records are gone"));
    }
    if (cell.lastOffset() - cell.firstOffset() >= config.scanMax()) {
      return List.of(
          unknown(
              cell,
              tally,
              "its records lie more than " + config.scanMax() + " apart (audit.scan_max)"));
    }
    TopicPlace raw = new TopicPlace(source.raw(), cell.partition());
    long begin = log.begins(List.of(raw)).get(raw);
    Evidence evidence = evidence(cell, raw, begin);
    List<Finding> findings = new ArrayList<>();
    missing(cell, source, evidence, findings);
    surplus(cell, source, evidence, findings);
    long named = findings.stream().mapToLong(Finding::missing).sum();
    if (named < tally.missing()) {
      String why = "%s begins at offset %d now, earlier records are gone".formatted(raw, begin);
      findings.add(
          new Finding(
              cell.source(),
              cell.minute(),
              Stage.UNKNOWN,
              tally.missing() - named,
              0,
              "accepted, without a row, and which ones cannot be told: " + why,
              List.of()));
    }
    if (findings.isEmpty()) {
      findings.add(unknown(cell, tally, "the rows' minutes are not those of their raw records"));
    }
    return findings;
  }

  private static Finding unknown(CellBalance cell, Tally tally, String why) {
    return new Finding(
        cell.source(),
        cell.minute(),
        Stage.UNKNOWN,
        tally.missing(),
        tally.surplus(),
        "the numbers differ, and which events it is cannot be told: " + why,
        List.of());
  }

  private Evidence evidence(CellBalance cell, TopicPlace raw, long begin) {
    long from = cell.firstOffset();
    long to = cell.lastOffset() + 1;
    Map<Long, List<OutcomeRow>> rows = rows(cell, from, to);
    Evidence evidence = new Evidence();
    scan.raw(
        raw,
        from,
        to,
        (offset, headers) -> {
          List<OutcomeRow> of = rows.remove(offset);
          if (headers.receivedMillis() / MINUTE_MILLIS != cell.minute()) {
            return true;
          }
          if (of == null) {
            evidence.missing().put(offset, headers.id());
          } else if (of.size() > 1) {
            boolean oneKind = of.stream().map(OutcomeRow::kind).distinct().count() == 1;
            (oneKind ? evidence.twice() : evidence.both()).put(offset, of.get(0).id());
          }
          return true;
        });
    rows.forEach(
        (offset, of) -> {
          if (offset >= begin) {
            evidence.baseless().put(offset, of.get(0).id());
          }
        });
    return evidence;
  }

  private Map<Long, List<OutcomeRow>> rows(CellBalance cell, long from, long to) {
    Map<Long, List<OutcomeRow>> rows = new TreeMap<>();
    for (long at = from; at < to; at += ROWS_AT_ONCE) {
      long end = Math.min(to, at + ROWS_AT_ONCE);
      for (OutcomeRow row : ledger.outcomes(cell.topicId(), cell.partition(), at, end)) {
        rows.computeIfAbsent(row.offset(), o -> new ArrayList<>(1)).add(row);
      }
    }
    return rows;
  }

  private void missing(
      CellBalance cell, AuditedSource source, Evidence evidence, List<Finding> findings) {
    NavigableMap<Long, String> unprocessed = new TreeMap<>(evidence.missing());
    for (String topic : List.of(source.enriched(), source.failed(), source.dropped())) {
      NavigableMap<Long, String> there = new TreeMap<>();
      written(cell, topic, unprocessed, there);
      if (!there.isEmpty()) {
        findings.add(
            finding(
                cell,
                Stage.LOAD,
                there,
                there.size(),
                0,
                "written to %s partition %d and passed by the loader, but the store has no row"
                    .formatted(topic, cell.partition())));
      }
    }
    if (!unprocessed.isEmpty()) {
      findings.add(
          finding(
              cell,
              Stage.PROCESS,
              unprocessed,
              unprocessed.size(),
              0,
              "on %s partition %d and done according to processing, but on none of %s, %s, %s"
                  .formatted(
                      source.raw(),
                      cell.partition(),
                      source.enriched(),
                      source.failed(),
                      source.dropped())));
    }
  }

  /** Moves what stands on the topic from {@code sought} to {@code there}. */
  private void written(
      CellBalance cell,
      String topic,
      NavigableMap<Long, String> sought,
      NavigableMap<Long, String> there) {
    if (sought.isEmpty()) {
      return;
    }
    long last = sought.lastKey();
    int[] read = {0};
    scan.origins(
        new TopicPlace(topic, cell.partition()),
        cell.minute() * MINUTE_MILLIS,
        (offset, origin) -> {
          if (origin != null
              && isOf(origin, cell.topicId())
              && sought.containsKey(origin.offset())) {
            there.put(origin.offset(), sought.remove(origin.offset()));
          }
          boolean beyond = origin != null && isOf(origin, cell.topicId()) && origin.offset() > last;
          return !beyond && !sought.isEmpty() && ++read[0] < config.scanMax();
        });
  }

  private static boolean isOf(Origin origin, UUID topicId) {
    return origin.topicIdHigh() == topicId.getMostSignificantBits()
        && origin.topicIdLow() == topicId.getLeastSignificantBits();
  }

  private void surplus(
      CellBalance cell, AuditedSource source, Evidence evidence, List<Finding> findings) {
    if (!evidence.twice().isEmpty()) {
      findings.add(
          finding(cell, Stage.LOAD, evidence.twice(), 0, evidence.twice().size(), "stored twice"));
    }
    if (!evidence.both().isEmpty()) {
      String sentence = "stored with two different outcomes, both written by processing";
      findings.add(
          finding(cell, Stage.PROCESS, evidence.both(), 0, evidence.both().size(), sentence));
    }
    if (!evidence.baseless().isEmpty()) {
      String sentence =
          "rows that no record of %s partition %d stands behind"
              .formatted(source.raw(), cell.partition());
      findings.add(
          finding(cell, Stage.LOAD, evidence.baseless(), 0, evidence.baseless().size(), sentence));
    }
  }

  private Finding finding(
      CellBalance cell,
      Stage stage,
      NavigableMap<Long, String> events,
      long missing,
      long surplus,
      String sentence) {
    UUID topic = cell.topicId();
    List<Example> examples =
        events.entrySet().stream()
            .limit(config.examplesMax())
            .map(
                e ->
                    new Example(
                        new Origin(
                            topic.getMostSignificantBits(),
                            topic.getLeastSignificantBits(),
                            cell.partition(),
                            e.getKey()),
                        e.getValue()))
            .toList();
    long n = missing + surplus;
    return new Finding(
        cell.source(),
        cell.minute(),
        stage,
        missing,
        surplus,
        n + (n == 1 ? " event " : " events ") + sentence,
        examples);
  }
}
