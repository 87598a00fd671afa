package io.eventmill.store;

import io.eventmill.event.Outcome;

/**
 * @param storedMillis when it was written, epoch milliseconds
 * @param replay for a failed event that was replayed, where; otherwise null
 */
public record StoredOutcome(Outcome outcome, long storedMillis, Replay replay) {}
