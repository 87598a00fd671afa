package io.eventmill.store;

import io.eventmill.event.Reason;

/**
 * Failed events of one source that failed for one reason.
 *
 * @param schema subject and version they were checked against; null for other reasons
 * @param replayed how many of the count were replayed
 * @param example the newest of them
 */
public record FailedGroup(
    String source,
    Reason reason,
    String schema,
    long count,
    long replayed,
    long firstReceivedMillis,
    long lastReceivedMillis,
    StoredFailure example) {}
