package io.eventmill.jobs;

import io.eventmill.event.json.JsonScanner;
import io.eventmill.steps.StepLimits;
import io.eventmill.steps.dedupe.SeenWindow;
import java.time.Duration;

/**
 * Settings of the stage, under {@code process}.
 *
 * @param checkpointInterval how much is done again after a crash, at most; repeats are dropped
 * @param parallelism how many partitions of a source are worked on at once, at most
 * @param checkpointsRetained how many finished checkpoints are kept to go on from; on a cluster its
 *     own setting says that
 * @param topicCheck how often the raw topics are looked at: for partitions that were added, and for
 *     having been made anew
 * @param dedupeIdsMax ids of a source that are remembered to recognise duplicates, shared out among
 *     its partitions, about 35 bytes each; above it the oldest are forgotten first
 * @param depthMax objects and arrays inside each other in one event, the event itself included; a
 *     deeper one fails
 * @param idMax characters of an id that stands in the event; a longer one fails
 * @param typeMax characters of an event's type; a longer one fails
 * @param ruleIterationsMax how often the loops of one rule ({@code exists}, {@code all}, {@code
 *     map}) may go round for one event, all together; above it the event fails
 * @param schemaRefresh how often the schema registry is asked for newer versions and the files of
 *     schemas are looked at
 * @param idle how long a partition must be quiet until it holds back no other any more
 * @param attributionTouchesMax touches held for one key of an attribution; above it one from the
 *     middle is left out, which the rows say
 * @param attributionConversionsMax conversions held for one key of an attribution; above it the
 *     first to come is not corrected any more
 * @param attributionGrace how long what comes old, or behind the time that events have reached, is
 *     kept to be matched after all, by the clock on the wall; 0s: not at all
 * @param attributionGraceMax events that one worker of an attribution keeps for that; from half of
 *     it on the grace becomes shorter
 * @param countEntriesMax windows and groups that a task of a count adds up before it passes them on
 * @param countFlush how long events of a window and group are added up before they go on as one
 * @param countEvery how often a row of a count is written anew, at most
 * @param countAhead how much a sender's clock may be ahead of the collector's to move the time by
 *     which windows are closed
 * @param countTextMax characters of a value that is counted by; of a longer one the beginning
 *     stands, with a fingerprint
 * @param lookupTtl how long a row of master data is taken for what it was; 0s: each is asked for
 * @param lookupKnownMax rows of master data that one worker remembers for each lookup; above it the
 *     one used longest ago goes
 * @param lookupWaitingMax events that wait for master data at once, by one worker; above it reading
 *     waits
 * @param archiveOpenMax files that one worker of an archive writes at once; above it the one
 *     written longest ago is closed
 * @param archiveCompactEvery how often archives with {@code compact} look for small files to merge
 * @param batchMemory bytes that a batch sorts in, for each task that runs at once; what they do not
 *     hold goes to disk
 * @param batchRows rows that a batch writes to its store at once
 * @param batchBytes bytes of rows that a batch writes at once; a single larger one goes alone
 */
public record JobsConfig(
    Duration checkpointInterval,
    int parallelism,
    int checkpointsRetained,
    Duration topicCheck,
    int dedupeIdsMax,
    int depthMax,
    int idMax,
    int typeMax,
    int ruleIterationsMax,
    Duration schemaRefresh,
    Duration idle,
    int attributionTouchesMax,
    int attributionConversionsMax,
    Duration attributionGrace,
    int attributionGraceMax,
    int countEntriesMax,
    Duration countFlush,
    Duration countEvery,
    Duration countAhead,
    int countTextMax,
    Duration lookupTtl,
    int lookupKnownMax,
    int lookupWaitingMax,
    int archiveOpenMax,
    Duration archiveCompactEvery,
    long batchMemory,
    int batchRows,
    long batchBytes) {
  private static final int PER_KEY_LIMIT = 1_000_000;
  private static final Duration GRACE_LIMIT = Duration.ofDays(1);

  public JobsConfig {
    if (checkpointInterval.toMillis() < 10) {
      throw new IllegalArgumentException(
          "process.checkpoint_interval is " + checkpointInterval + ", the least is 10 ms");
    }
    if (parallelism < 1) {
      throw new IllegalArgumentException(
          "process.parallelism is " + parallelism + ", the least is 1");
    }
    if (checkpointsRetained < 1) {
      throw new IllegalArgumentException(
          "process.checkpoints_retained is " + checkpointsRetained + ", the least is 1");
    }
    if (topicCheck.toMillis() < 1) {
      throw new IllegalArgumentException(
          "process.topic_check is " + topicCheck + ", the least is 1 ms");
    }
    if (dedupeIdsMax < 1 || dedupeIdsMax > SeenWindow.IDS_MAX_LIMIT) {
      throw new IllegalArgumentException(
          "process.dedupe_ids_max is "
              + dedupeIdsMax
              + ", expected 1 to "
              + SeenWindow.IDS_MAX_LIMIT
              + "; a pipeline's deduplicate: {within: 0s} switches it off");
    }
    if (depthMax < 1 || depthMax > JsonScanner.DEPTH_MAX_LIMIT) {
      throw new IllegalArgumentException(
          "process.depth_max is " + depthMax + ", expected 1 to " + JsonScanner.DEPTH_MAX_LIMIT);
    }
    if (idMax < 1 || typeMax < 1) {
      throw new IllegalArgumentException(
          "process.id_max is " + idMax + " and process.type_max " + typeMax + ", the least is 1");
    }
    if (ruleIterationsMax < 1) {
      throw new IllegalArgumentException(
          "process.rule_iterations_max is " + ruleIterationsMax + ", the least is 1");
    }
    if (schemaRefresh.toMillis() < 10) {
      throw new IllegalArgumentException(
          "process.schema_refresh is " + schemaRefresh + ", the least is 10 ms");
    }
    if (idle.toMillis() < 1) {
      throw new IllegalArgumentException("process.idle is " + idle + ", the least is 1 ms");
    }
    if (lookupTtl.isNegative() || lookupKnownMax < 1 || lookupWaitingMax < 1) {
      throw new IllegalArgumentException(
          "process.lookup_ttl is %s, process.lookup_known_max %d, process.lookup_waiting_max %d; the least is 0s, 1 and 1"
              .formatted(lookupTtl, lookupKnownMax, lookupWaitingMax));
    }
    if (archiveOpenMax < 1) {
      throw new IllegalArgumentException(
          "process.archive_open_max is " + archiveOpenMax + ", the least is 1");
    }
    if (archiveCompactEvery.toMillis() < 100) {
      throw new IllegalArgumentException(
          "process.archive_compact_every is " + archiveCompactEvery + ", the least is 100 ms");
    }
    if (batchMemory < 16 << 20 || batchRows < 1 || batchBytes < 1) {
      throw new IllegalArgumentException(
          "process.batch_memory is %d, process.batch_rows %d, process.batch_bytes %d; the least is 16 MB, 1 and 1"
              .formatted(batchMemory, batchRows, batchBytes));
    }
    requirePerKey("touches_max", attributionTouchesMax);
    requirePerKey("conversions_max", attributionConversionsMax);
    if (attributionGrace.isNegative() || attributionGrace.compareTo(GRACE_LIMIT) > 0) {
      throw new IllegalArgumentException(
          "process.attribution_grace is " + attributionGrace + ", expected 0s to 1d");
    }
    if (attributionGraceMax < 1) {
      throw new IllegalArgumentException(
          "process.attribution_grace_max is " + attributionGraceMax + ", the least is 1");
    }
    if (countEntriesMax < 1 || countTextMax < 1) {
      throw new IllegalArgumentException(
          "process.count_entries_max is "
              + countEntriesMax
              + " and process.count_text_max "
              + countTextMax
              + ", the least is 1");
    }
    if (countFlush.toMillis() < 1 || countEvery.toMillis() < 1) {
      throw new IllegalArgumentException(
          "process.count_flush is "
              + countFlush
              + " and process.count_every "
              + countEvery
              + ", the least is 1 ms");
    }
  }

  private static void requirePerKey(String setting, int value) {
    if (value < 1 || value > PER_KEY_LIMIT) {
      throw new IllegalArgumentException(
          "process.attribution_%s is %d, expected 1 to %d"
              .formatted(setting, value, PER_KEY_LIMIT));
    }
  }

  StepLimits stepLimits() {
    return new StepLimits(depthMax, idMax, typeMax, ruleIterationsMax);
  }

  public static JobsConfig defaults() {
    int cores = Math.max(2, Runtime.getRuntime().availableProcessors());
    StepLimits limits = StepLimits.defaults();
    return new JobsConfig(
        Duration.ofSeconds(10),
        cores,
        3,
        Duration.ofSeconds(5),
        2_000_000,
        limits.depthMax(),
        limits.idMax(),
        limits.typeMax(),
        limits.ruleIterations(),
        Duration.ofSeconds(10),
        Duration.ofMinutes(2),
        10_000,
        1_000,
        Duration.ofMinutes(1),
        200_000,
        10_000,
        Duration.ofMillis(200),
        Duration.ofSeconds(1),
        Duration.ofMinutes(1),
        1_024,
        Duration.ofSeconds(10),
        100_000,
        1_000,
        32,
        Duration.ofMinutes(5),
        64L << 20,
        20_000,
        16L << 20);
  }
}
