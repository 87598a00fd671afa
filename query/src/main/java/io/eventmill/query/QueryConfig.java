package io.eventmill.query;

import io.eventmill.query.heal.ReplayLimits;
import io.eventmill.query.http.Params.Bound;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * Settings of the stage, under {@code query} in the configuration. Everything a request can make
 * large has its bound here.
 *
 * @param threads questions asked of the store at the same time
 * @param queueMax questions waiting for a thread; one more is answered 503
 * @param timeout how long one question may wait for the store; longer is answered 504
 * @param pageMax events in one JSON answer
 * @param csvRowsMax events in one CSV answer, which is streamed
 * @param pieceBytes about how much of a long answer is in memory at once
 * @param bucketsMax buckets of a histogram
 * @param seriesMax values a histogram can be split by; the rest is summed up
 * @param valuesMax values of a top list, names of a field list
 * @param failedMax failed events in one answer
 * @param filtersMax how often each of source, type, where and fields may stand in a request
 * @param bodyMax bytes of a request's body
 * @param tableBodyMax bytes of a body with rows of a reference table
 * @param pipelineBodyMax bytes of a pipeline file that is sent to change one
 * @param replayMax failed events that one request replays or tries; its answer says where to go on
 * @param replayBatch failed events put on the log at once
 * @param replayWait how long a replay waits for the store to have read the raw topics, and for the
 *     log to answer
 * @param usageRowsMax rows of a usage report; a larger one is refused
 * @param usageBy what a usage report counts by when it is not told: who, and what
 */
public record QueryConfig(
    int threads,
    int queueMax,
    Duration timeout,
    int pageMax,
    int csvRowsMax,
    int pieceBytes,
    int bucketsMax,
    int seriesMax,
    int valuesMax,
    int failedMax,
    int filtersMax,
    int bodyMax,
    int tableBodyMax,
    int pipelineBodyMax,
    int replayMax,
    int replayBatch,
    Duration replayWait,
    int usageRowsMax,
    List<String> usageBy) {
  public QueryConfig {
    Objects.requireNonNull(timeout, "timeout is null");
    atLeastOne("threads", threads);
    atLeastOne("queue_max", queueMax);
    atLeastOne("page_max", pageMax);
    atLeastOne("csv_rows_max", csvRowsMax);
    atLeastOne("piece_bytes", pieceBytes);
    atLeastOne("buckets_max", bucketsMax);
    atLeastOne("series_max", seriesMax);
    atLeastOne("values_max", valuesMax);
    atLeastOne("failed_max", failedMax);
    atLeastOne("filters_max", filtersMax);
    atLeastOne("body_max", bodyMax);
    atLeastOne("table_body_max", tableBodyMax);
    atLeastOne("pipeline_body_max", pipelineBodyMax);
    atLeastOne("replay_max", replayMax);
    atLeastOne("replay_batch", replayBatch);
    Objects.requireNonNull(replayWait, "replayWait is null");
    atLeastOne("usage_rows_max", usageRowsMax);
    usageBy = List.copyOf(usageBy);
    if (usageBy.isEmpty()
        || usageBy.stream()
            .anyMatch(
                f -> !f.equals("type") && !f.equals("source") && FieldName.pointer(f) == null)) {
      throw new IllegalArgumentException(
          "query.usage_by is " + usageBy + "; name fields, e.g. client_id,type");
    }
    if (timeout.toMillis() < 1) {
      throw new IllegalArgumentException("query.timeout is " + timeout + ", at least 1 ms is due");
    }
  }

  public static QueryConfig defaults() {
    return new QueryConfig(
        4,
        64,
        Duration.ofSeconds(30),
        10_000,
        1_000_000,
        4 << 20,
        2_000,
        50,
        1_000,
        200,
        50,
        64 << 10,
        4 << 20,
        1 << 20,
        100_000,
        1_000,
        Duration.ofSeconds(10),
        100_000,
        List.of("client_id", "type"));
  }

  Bound page() {
    return new Bound(pageMax, "query.page_max");
  }

  Bound csvRows() {
    return new Bound(csvRowsMax, "query.csv_rows_max");
  }

  Bound buckets() {
    return new Bound(bucketsMax, "query.buckets_max");
  }

  Bound series() {
    return new Bound(seriesMax, "query.series_max");
  }

  Bound values() {
    return new Bound(valuesMax, "query.values_max");
  }

  Bound failed() {
    return new Bound(failedMax, "query.failed_max");
  }

  Bound filters() {
    return new Bound(filtersMax, "query.filters_max");
  }

  Bound replays() {
    return new Bound(replayMax, "query.replay_max");
  }

  ReplayLimits replayLimits() {
    return new ReplayLimits(replayBatch, pieceBytes, replayWait);
  }

  private static void atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException("query." + name + " is " + value + ", at least 1 is due");
    }
  }
}
