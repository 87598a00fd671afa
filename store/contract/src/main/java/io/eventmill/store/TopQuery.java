package io.eventmill.store;

/**
 * @param field JSON pointer, or {@code type} / {@code source}
 * @param limit how many values
 */
public record TopQuery(EventFilter filter, String field, int limit) {}
