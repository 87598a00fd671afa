package io.eventmill.app.metrics;

import static io.eventmill.app.metrics.Family.counter;
import static io.eventmill.app.metrics.Family.gauge;
import static io.eventmill.app.metrics.Family.histogram;

import java.util.List;

/** Every number that the server tells of itself, beside those of its JVM and of Flink. */
public final class Families {
  static final Family ACCEPTED =
      counter("eventmill_collect_accepted_events", "Events acknowledged.", "source");
  static final Family SPOOLED =
      counter(
          "eventmill_collect_spooled_events",
          "Events acknowledged from the spool, since the log did not answer; among the accepted.",
          "source");
  static final Family REFUSED =
      counter(
          "eventmill_collect_refused_requests",
          "Requests refused, none of whose events was kept; reason is the code of the answer, source"
              + " is empty where it was refused before one was known.",
          "source",
          "reason");
  static final Family ACKNOWLEDGED =
      histogram(
          "eventmill_collect_acknowledge_seconds",
          "From a request's header to the answer that its events are kept.");
  static final Family REQUESTS =
      gauge("eventmill_collect_requests", "Requests to the collector under way.");
  static final Family REQUEST_BYTES =
      gauge("eventmill_collect_request_bytes", "Memory that requests under way hold.");

  static final Family SPOOL_BYTES = gauge("eventmill_spool_bytes", "Size of the spool's files.");
  static final Family SPOOL_MAX =
      gauge("eventmill_spool_max_bytes", "What the spool may hold (collect.spool_max).");
  static final Family SPOOL_EVENTS =
      gauge("eventmill_spool_events", "Acknowledged events that wait in the spool for the log.");
  static final Family SPOOL_AGE =
      gauge("eventmill_spool_age_seconds", "Since the oldest waiting event was accepted; 0: none.");
  static final Family SPOOL_GOOD =
      gauge("eventmill_spool_good", "0 while the spool can take no more: events are refused then.");

  static final Family LOAD_LAG =
      gauge(
          "eventmill_load_lag_records",
          "Records on a loader's topics that its store does not have yet.",
          "loader");
  static final Family LOAD_UP =
      gauge("eventmill_load_up", "0 while a loader cannot use its store or the log.", "loader");
  static final Family LOADED =
      counter("eventmill_load_events", "Events and rows written to the store.", "loader");
  static final Family LOADED_FAILED =
      counter("eventmill_load_failed_events", "Failed events written to the store.", "loader");
  static final Family REPEATS =
      counter(
          "eventmill_load_repeats",
          "Records that were left out since their origin had been taken before.",
          "loader");
  static final Family STORE_WRITE =
      histogram(
          "eventmill_store_write_seconds",
          "Time a store took for one batch of a loader; the count is that of batches.",
          "loader");
  static final Family STORE_REFUSED =
      gauge(
          "eventmill_store_refused_rows",
          "Rows that a table can never take; they are kept with the reason.",
          "store");

  static final Family JOB_UP = gauge("eventmill_job_up", "1 while a job runs.", "job");
  static final Family JOB_RESTARTS =
      gauge(
          "eventmill_job_restarts",
          "How often Flink has restarted the job since it was submitted.",
          "job");
  static final Family JOB_RECORDS =
      counter("eventmill_job_records", "Records that a job's sources have read.", "job");
  static final Family JOB_DUPLICATES =
      counter(
          "eventmill_job_duplicates",
          "Events that the job left out since their id had come before, since it began.",
          "job");
  static final Family JOB_EVENT_TIME_LAG =
      gauge(
          "eventmill_job_event_time_lag_seconds",
          "How old the event was that the job's slowest source read last, when it read it: by its own"
              + " time, or since it was accepted in the jobs that read what was just accepted.",
          "job");

  static final Family QUERY =
      histogram(
          "eventmill_query_seconds",
          "From when a question had come whole to the end of its answer.",
          "path",
          "status");

  static final Family LEDGER_ACCEPTED = ledger("accepted", "acknowledged");
  static final Family LEDGER_STORED = ledger("stored", "in the store");
  static final Family LEDGER_FAILED = ledger("failed", "that failed");
  static final Family LEDGER_DUPLICATE = ledger("duplicate", "left out as duplicates");
  static final Family LEDGER_FILTERED = ledger("filtered", "left out by a rule");
  static final Family LEDGER_IN_FLIGHT = ledger("in_flight", "on their way");
  static final Family LEDGER_MISSING = ledger("missing", "that went missing");
  static final Family LEDGER_SURPLUS = ledger("surplus", "that stand there too often");
  static final Family LEDGER_FINDINGS =
      gauge(
          "eventmill_ledger_findings",
          "Differences in the ledger of the last audit.window; 0 when it adds up.");
  static final Family LEDGER_AGE =
      gauge("eventmill_ledger_age_seconds", "Since the ledger was last worked out.");
  static final Family FAILED =
      gauge(
          "eventmill_failed_events",
          "Failed events that are kept and were not replayed, by why they failed.",
          "source",
          "reason");
  static final Family ROUTED =
      gauge(
          "eventmill_routed_events",
          "Records that the topic of a route has taken so far.",
          "route",
          "topic");

  static final Family REMOVED =
      counter(
          "eventmill_retention_removed_rows",
          "Rows removed from the store since they were older than retain says.",
          "kind",
          "name");
  static final Family RETENTION_FAILING =
      gauge("eventmill_retention_failing", "1 while something too old could not be removed.");
  static final Family DISK_FREE =
      gauge("eventmill_disk_free_bytes", "Room left on the disk of the data folder.");
  static final Family DISK_SIZE =
      gauge("eventmill_disk_size_bytes", "Size of the disk of the data folder.");

  private Families() {}

  private static Family ledger(String name, String what) {
    return gauge(
        "eventmill_ledger_" + name + "_events",
        "Ledger of the last audit.window: events " + what + ".",
        "source");
  }

  /** In the order of an event's way. */
  public static List<Family> all() {
    return List.of(
        ACCEPTED,
        SPOOLED,
        REFUSED,
        ACKNOWLEDGED,
        REQUESTS,
        REQUEST_BYTES,
        SPOOL_BYTES,
        SPOOL_MAX,
        SPOOL_EVENTS,
        SPOOL_AGE,
        SPOOL_GOOD,
        JOB_UP,
        JOB_RESTARTS,
        JOB_RECORDS,
        JOB_DUPLICATES,
        JOB_EVENT_TIME_LAG,
        ROUTED,
        LOAD_LAG,
        LOAD_UP,
        LOADED,
        LOADED_FAILED,
        REPEATS,
        STORE_WRITE,
        STORE_REFUSED,
        REMOVED,
        RETENTION_FAILING,
        QUERY,
        LEDGER_ACCEPTED,
        LEDGER_STORED,
        LEDGER_FAILED,
        LEDGER_DUPLICATE,
        LEDGER_FILTERED,
        LEDGER_IN_FLIGHT,
        LEDGER_MISSING,
        LEDGER_SURPLUS,
        LEDGER_FINDINGS,
        LEDGER_AGE,
        FAILED,
        DISK_FREE,
        DISK_SIZE);
  }
}
