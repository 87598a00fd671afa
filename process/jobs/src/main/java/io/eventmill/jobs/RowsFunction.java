package io.eventmill.jobs;

import io.eventmill.event.Origin;
import io.eventmill.event.Outcome;
import io.eventmill.jobs.RulesInForce.Former;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.steps.EventSteps;
import io.eventmill.steps.enrich.Enrichments;
import io.eventmill.steps.enrich.LookupRow;
import io.eventmill.steps.enrich.LookupSpec;
import io.eventmill.steps.enrich.WantedRow;
import io.eventmill.store.ReferenceSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;

/**
 * Gives each raw record the rows of databases that its steps ask for. Which those are only the
 * steps can say, so they are tried here, without result, as often as an answer leads to a further
 * question. What waits for answers is in the checkpoints; an event that is processed again after a
 * crash is looked up again.
 */
final class RowsFunction extends RichAsyncFunction<RawLogRecord, RawLogRecord> {
  private static final long serialVersionUID = 1L;
  private static final LookupRow[] NONE = {};

  private final String rules;
  private final String source;
  private final UUID rawTopicId;
  private final HashMap<LookupSpec, ReferenceSource> sources;
  private final Duration ttl;
  private final int knownMax;
  private transient StepsByOffset steps; // guarded by this
  private transient Map<LookupSpec, LookupDesk> desks;
  private transient Counter unknown;
  private transient Counter unanswered;

  private RowsFunction(
      RulesInForce rules,
      String source,
      UUID rawTopicId,
      HashMap<LookupSpec, ReferenceSource> sources,
      JobsConfig config) {
    this.rules = rules.json();
    this.source = source;
    this.rawTopicId = rawTopicId;
    this.sources = sources;
    this.ttl = config.lookupTtl();
    this.knownMax = config.lookupKnownMax();
  }

  /**
   * Null when no event is looked up, or waits since it was.
   *
   * @param databases where the rows of a lookup are
   */
  static RowsFunction of(
      RulesInForce rules,
      String source,
      UUID rawTopicId,
      Function<LookupSpec, ReferenceSource> databases,
      JobsConfig config) {
    HashMap<LookupSpec, ReferenceSource> sources = new HashMap<>();
    List<EventRules> all = new ArrayList<>(List.of(rules.now()));
    rules.before().stream().map(Former::rules).forEach(all::add);
    for (EventRules one : all) {
      Pipeline pipeline = one.read().pipeline();
      if (pipeline != null) { // of another release, perhaps
        Enrichments.lookups(pipeline).forEach(spec -> sources.computeIfAbsent(spec, databases));
      }
    }
    return sources.isEmpty() && !rules.mayWait()
        ? null
        : new RowsFunction(rules, source, rawTopicId, sources, config);
  }

  @Override
  public void open(OpenContext context) {
    steps = StepsByOffset.of(RulesInForce.parse(rules), source, rawTopicId);
    var metrics = getRuntimeContext().getMetricGroup().addGroup("source", source);
    unknown = metrics.counter("lookup_unknown", new ThreadSafeSimpleCounter());
    unanswered = metrics.counter("lookup_unanswered", new ThreadSafeSimpleCounter());
    desks = new HashMap<>();
    sources.forEach(
        (spec, database) -> {
          LookupDesk desk =
              new LookupDesk(
                  database,
                  spec.from(),
                  spec.key(),
                  spec.columns(),
                  ttl,
                  knownMax,
                  System::nanoTime);
          desk.start();
          desks.put(spec, desk);
        });
  }

  @Override
  public void asyncInvoke(RawLogRecord raw, ResultFuture<RawLogRecord> result) {
    if (raw.size() > TooLarge.RAW_BYTES_MAX) {
      result.complete(List.of(raw));
    } else {
      go(raw, NONE, result);
    }
  }

  private void go(RawLogRecord raw, LookupRow[] rows, ResultFuture<RawLogRecord> result) {
    List<CompletableFuture<LookupRow>> answers;
    try {
      answers = ask(raw, rows);
    } catch (RuntimeException e) {
      result.completeExceptionally(e);
      return;
    }
    if (answers.isEmpty()) {
      result.complete(List.of(raw.withRows(rows.length == 0 ? null : rows)));
      return;
    }
    CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
        .whenComplete(
            (done, problem) -> {
              if (problem == null) {
                LookupRow[] more = Arrays.copyOf(rows, rows.length + answers.size());
                for (int i = 0; i < answers.size(); i++) {
                  more[rows.length + i] = answers.get(i).join();
                }
                go(raw, more, result);
              } else {
                result.completeExceptionally(problem);
              }
            });
  }

  /**
   * What the steps ask for beyond what is there. Nothing for a record that does not pass without
   * rows: whether one fails must not depend on rows, which may be other ones after a crash.
   */
  private synchronized List<CompletableFuture<LookupRow>> ask(RawLogRecord raw, LookupRow[] rows) {
    EventSteps asking = steps.at(raw.partition(), raw.offset());
    Origin origin =
        new Origin(
            rawTopicId.getMostSignificantBits(),
            rawTopicId.getLeastSignificantBits(),
            raw.partition(),
            raw.offset());
    Outcome outcome = asking.process(raw.record(origin), rows);
    if (rows.length == 0 && !TooLarge.passes(outcome)) {
      return List.of();
    }
    List<CompletableFuture<LookupRow>> answers = new ArrayList<>();
    for (WantedRow wanted : asking.wanted().stream().distinct().toList()) {
      LookupSpec spec = asking.lookups().get(wanted.lookup());
      LookupDesk desk = desks.get(spec);
      answers.add(
          (spec.withinMillis() == 0
                  ? desk.ask(wanted.key())
                  : desk.ask(wanted.key(), Duration.ofMillis(spec.withinMillis())))
              .thenApply(row -> answered(spec, wanted, row)));
    }
    return answers;
  }

  private LookupRow answered(LookupSpec spec, WantedRow wanted, Map<String, String> row) {
    if (row == null) {
      unanswered.inc();
      return LookupRow.unanswered(wanted.lookup(), wanted.key());
    }
    if (row.isEmpty()) {
      unknown.inc();
      return new LookupRow(wanted.lookup(), wanted.key(), null);
    }
    String[] values = spec.columns().stream().map(row::get).toArray(String[]::new);
    return new LookupRow(wanted.lookup(), wanted.key(), values);
  }

  @Override
  public void close() throws Exception {
    if (desks != null) {
      for (LookupDesk desk : desks.values()) {
        desk.close();
      }
    }
  }
}
