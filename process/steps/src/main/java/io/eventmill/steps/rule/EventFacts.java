package io.eventmill.steps.rule;

/**
 * What is known of an event beside its fields.
 *
 * @param timeMicros when it happened, epoch microseconds
 * @param receivedMillis when it was accepted, epoch milliseconds; the same in every replay
 */
public record EventFacts(
    String id, String source, String type, long timeMicros, long receivedMillis) {}
