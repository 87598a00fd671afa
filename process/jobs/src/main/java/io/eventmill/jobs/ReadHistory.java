package io.eventmill.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventmill.event.Event;
import io.eventmill.event.FailedEvent;
import io.eventmill.event.Origin;
import io.eventmill.event.Outcome;
import io.eventmill.event.Reason;
import io.eventmill.event.Sender;
import io.eventmill.jobs.history.HistoryFile;
import io.eventmill.jobs.history.HistoryReader;
import io.eventmill.jobs.history.HistoryRow;
import io.eventmill.jobs.history.Lake;
import io.eventmill.jobs.history.PlainHistory;
import io.eventmill.read.ReadSettings;
import io.eventmill.steps.EventSteps;
import io.eventmill.steps.RawRecord;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;

/**
 * Reads files of stored events and does to each what the stream does. Whatever stands in a file
 * comes to something: a row that cannot be read to a failed event that names file and row, and so
 * does the rest of a file that ends in the middle.
 */
final class ReadHistory extends RichFlatMapFunction<HistoryFile, BatchRow> {
  private static final long serialVersionUID = 1L;

  /** Refuses what no stage could have processed. */
  private static final String STAGE = "batch";

  private static final int ROW_BITS = 40;

  private final String rules;
  private final boolean processed;
  private final ReadSettings plain; // null: the files are a lake's
  private transient Map<String, EventSteps> steps;
  private transient Map<String, Boolean> idsAreGiven;
  private transient SameEvent same;
  private transient BatchSums sums;

  /**
   * @param processed whether the files hold events that have passed the steps already
   * @param plain how files are read that no archive has written; null for a lake's
   */
  ReadHistory(EventRules rules, boolean processed, ReadSettings plain) {
    this.rules = RulesInForce.only(rules).json();
    this.processed = processed;
    this.plain = plain;
  }

  @Override
  public void open(OpenContext context) {
    steps = new HashMap<>();
    idsAreGiven = new HashMap<>();
    EventRules now = RulesInForce.parse(rules).now();
    var pipeline = now.read().pipeline();
    for (var source : pipeline.sources()) {
      steps.put(
          source.name(), EventSteps.of(pipeline, source, now.pins(), now.limits(), now.schemas()));
      idsAreGiven.put(source.name(), source.event().id() != null);
    }
    same = new SameEvent();
    sums = new BatchSums(getRuntimeContext());
  }

  @Override
  public void flatMap(HistoryFile file, Collector<BatchRow> out) {
    long bytes = 0;
    long number = 0;
    try (HistoryReader rows = plain == null ? Lake.open(file) : PlainHistory.open(file, plain)) {
      for (HistoryRow row = rows.next(); row != null; row = rows.next()) {
        number = row.number();
        sums.add(BatchSums.ROWS, 1);
        sums.add(BatchSums.BYTES, rows.bytes() - bytes);
        bytes = rows.bytes();
        out.collect(
            row.problem() != null
                ? damaged(row, file)
                : plain == null ? judged(row, file) : judgedPlain(row, file));
      }
    } catch (IOException e) {
      String why = "cannot be read on behind row " + number + ": " + e.getMessage();
      out.collect(damaged(unreadable(number + 1, why), file));
    }
    sums.add(BatchSums.BYTES, file.bytes() - bytes);
    sums.add(BatchSums.FILES, 1);
  }

  private static HistoryRow unreadable(long number, String why) {
    return new HistoryRow(number, null, null, null, null, 0, 1, Sender.UNKNOWN, new byte[0], why);
  }

  private BatchRow judged(HistoryRow row, HistoryFile file) {
    Outcome outcome = processed ? event(row, file) : outcome(row, file);
    boolean hasId = row.id() != null || idsAreGiven.get(file.source());
    boolean named = outcome instanceof Event && hasId && !processed;
    return BatchRow.of(
        named ? same.byId(outcome) : same.byPlace(outcome), row.origin().offset(), outcome);
  }

  /** Its order is that of the files as they were given, and of the rows in them. */
  private BatchRow judgedPlain(HistoryRow row, HistoryFile file) {
    HistoryRow placed = row.at(same.ofFile(file.path(), row.number()));
    Outcome outcome = outcome(placed, file);
    boolean named = outcome instanceof Event && idsAreGiven.get(file.source());
    long order = ((long) file.number() << ROW_BITS) + row.number();
    return BatchRow.of(named ? same.byIdAlone(outcome) : same.byPlace(outcome), order, outcome);
  }

  private Outcome outcome(HistoryRow row, HistoryFile file) {
    return steps
        .get(file.source())
        .process(
            new RawRecord(
                row.origin(),
                row.id(),
                row.receivedMillis(),
                row.attempt(),
                row.sender(),
                row.value()));
  }

  private Outcome event(HistoryRow row, HistoryFile file) {
    if (row.type() == null || row.timeMicros() == null || row.value() == null) {
      return failed(row, file, row.origin(), "has no type, time or event: it is no enriched event");
    }
    return new Event(
        row.origin(),
        row.id() == null ? row.origin().asId() : row.id(),
        file.source(),
        row.type(),
        row.timeMicros(),
        row.receivedMillis(),
        row.value());
  }

  private BatchRow damaged(HistoryRow row, HistoryFile file) {
    sums.add(BatchSums.UNREADABLE, 1);
    Origin origin = same.ofFile(file.path(), row.number());
    FailedEvent failed = failed(row, file, origin, row.problem());
    return BatchRow.of(same.byPlace(failed), row.number(), failed);
  }

  private static FailedEvent failed(
      HistoryRow row, HistoryFile file, Origin origin, String problem) {
    byte[] value = row.value() == null ? new byte[0] : row.value();
    String message = file.path() + ", row " + row.number() + ": " + problem;
    return new FailedEvent(
        origin,
        row.id() == null ? origin.asId() : row.id(),
        file.source(),
        STAGE,
        Reason.UNREADABLE,
        new String(message.getBytes(UTF_8), UTF_8), // whatever bytes its names have
        null,
        null,
        row.receivedMillis() == 0 ? file.changedMillis() : row.receivedMillis(),
        row.attempt(),
        row.sender(),
        Arrays.copyOf(value, Math.min(value.length, TooLarge.BODY_BYTES_KEPT)));
  }
}
