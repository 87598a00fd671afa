package io.eventmill.topics;

/**
 * A raw record as it stands on the log.
 *
 * @param value null for a record without one
 */
public record RawCopy(RawHeaders headers, byte[] value) {}
