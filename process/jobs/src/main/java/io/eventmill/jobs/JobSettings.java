package io.eventmill.jobs;

import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;

/** Flink's settings for every job of ours, here and on a cluster alike. */
final class JobSettings {
  /** A job that cannot make a checkpoint this often in a row starts again. */
  private static final int FAILED_CHECKPOINTS_MAX = 10;

  private JobSettings() {}

  static Configuration of(JobsConfig config) {
    Configuration c = new Configuration();
    c.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, config.checkpointInterval());
    c.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, Duration.ofMinutes(2));
    c.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, FAILED_CHECKPOINTS_MAX);
    c.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    c.set(StateBackendOptions.STATE_BACKEND, "hashmap");

    // Without end: a stream that stands still is worse than one that tries again.
    c.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
    c.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF,
        Duration.ofMillis(500));
    c.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF,
        Duration.ofSeconds(30));
    c.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD,
        Duration.ofMinutes(2));
    c.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS, Integer.MAX_VALUE);

    c.set(PipelineOptions.OBJECT_REUSE, true); // operators pass on what they got, or a new object
    c.set(PipelineOptions.GENERIC_TYPES, false); // nothing through Kryo, now or later
    c.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ofMillis(200));
    return c;
  }
}
