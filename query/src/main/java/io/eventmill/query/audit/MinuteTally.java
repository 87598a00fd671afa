package io.eventmill.query.audit;

/**
 * @param minute of acceptance, epoch minutes
 */
public record MinuteTally(String source, long minute, Tally tally) {}
