package io.eventmill.store;

import io.eventmill.event.Origin;

/**
 * Where a failed event stands again on the raw topic.
 *
 * @param markedMillis when the store has learnt of it, epoch milliseconds
 */
public record Replay(Origin origin, long markedMillis) {}
