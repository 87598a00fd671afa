package io.eventmill.store;

import io.eventmill.event.Event;

/**
 * @param storedMillis when it was written, epoch milliseconds
 */
public record StoredEvent(Event event, long storedMillis) {}
