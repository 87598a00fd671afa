package io.eventmill.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventmill.event.json.JsonStrings;
import io.eventmill.pipeline.Attribution;
import io.eventmill.pipeline.Attribution.Column;
import io.eventmill.pipeline.Attribution.Column.From;
import io.eventmill.pipeline.Attribution.Lookup;
import io.eventmill.steps.attribute.SideEvent;
import io.eventmill.store.ReferenceSource;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;

/**
 * Adds to each conversion what its row of master data says now. One without such a row goes on
 * without, and is counted. What waits for an answer is in the checkpoints.
 */
final class LookupFunction extends RichAsyncFunction<SideEvent, SideEvent> {
  private static final long serialVersionUID = 1L;

  private final String pipeline;
  private final String attribution;
  private final ReferenceSource source;
  private final Duration ttl;
  private final int knownMax;
  private transient LookupDesk desk;
  private transient String[] columns; // of the table, for the last values of a conversion
  private transient Counter unknown;

  LookupFunction(String pipeline, String attribution, ReferenceSource source, JobsConfig config) {
    this.pipeline = pipeline;
    this.attribution = attribution;
    this.source = source;
    this.ttl = config.lookupTtl();
    this.knownMax = config.lookupKnownMax();
  }

  @Override
  public void open(OpenContext context) {
    Attribution rule = AttributionRule.of(pipeline, attribution);
    Lookup lookup = rule.lookup();
    columns = rule.columns(From.LOOKUP).stream().map(c -> column(lookup, c)).toArray(String[]::new);
    MetricGroup metrics = getRuntimeContext().getMetricGroup().addGroup("result", attribution);
    unknown = metrics.counter("lookup_unknown", new ThreadSafeSimpleCounter());
    List<String> asked = Arrays.stream(columns).distinct().toList();
    desk =
        new LookupDesk(
            source, lookup.table(), lookup.key(), asked, ttl, knownMax, System::nanoTime);
    desk.start();
  }

  private static String column(Lookup lookup, Column column) {
    return lookup.take().entrySet().stream()
        .filter(e -> e.getValue().equals(column.of()))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void asyncInvoke(SideEvent event, ResultFuture<SideEvent> result) {
    if (event.lookupBy() == null) {
      unknown.inc();
      result.complete(List.of(event));
      return;
    }
    desk.ask(event.lookupBy())
        .whenComplete(
            (row, problem) -> {
              if (problem == null) {
                result.complete(List.of(with(row, event)));
              } else {
                result.completeExceptionally(problem);
              }
            });
  }

  private SideEvent with(Map<String, String> row, SideEvent event) {
    if (row.isEmpty()) {
      unknown.inc();
      return event;
    }
    byte[][] values = event.values().clone();
    int first = values.length - columns.length;
    for (int i = 0; i < columns.length; i++) {
      String value = row.get(columns[i]);
      values[first + i] = value == null ? null : JsonStrings.quote(value).getBytes(UTF_8);
    }
    return event.withValues(values);
  }

  @Override
  public void close() throws Exception {
    if (desk != null) {
      desk.close();
    }
  }
}
