package io.eventmill.jobs.embedded;

/**
 * How a job is doing.
 *
 * @param id Flink's id of it, as in the web UI; changes when the job is submitted again
 * @param problem the last exception's message while it is not running; null when there is none
 * @param restoredFrom the checkpoint this submission began from; null for a beginning without one
 */
public record JobState(String name, String id, Status status, String problem, String restoredFrom) {
  /**
   * In the order of a job's life; waiting is for something that its rules need, failed and stopped
   * are ends of one submission.
   */
  public enum Status {
    WAITING,
    STARTING,
    RUNNING,
    RESTARTING,
    FAILED,
    STOPPED
  }
}
