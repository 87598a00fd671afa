package io.eventmill.store;

import io.eventmill.event.FailedEvent;

/**
 * @param storedMillis when it was written, epoch milliseconds
 * @param replay the newest raw record that replays it; null while there is none
 */
public record StoredFailure(FailedEvent failed, long storedMillis, Replay replay) {
  public boolean isReplayed() {
    return replay != null;
  }
}
