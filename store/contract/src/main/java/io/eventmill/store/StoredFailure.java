package io.eventmill.store;

import io.eventmill.event.FailedEvent;

/**
 * @param storedMillis when it was written, epoch milliseconds
 */
public record StoredFailure(FailedEvent failed, long storedMillis) {}
