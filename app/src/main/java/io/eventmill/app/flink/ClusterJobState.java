package io.eventmill.app.flink;

import java.util.Set;

/**
 * A job as the cluster lists it.
 *
 * @param state in Flink's words, e.g. RUNNING
 */
public record ClusterJobState(String id, String name, String state) {
  private static final Set<String> OVER = Set.of("FINISHED", "CANCELED", "FAILED", "SUSPENDED");

  public boolean isOver() {
    return OVER.contains(state);
  }
}
