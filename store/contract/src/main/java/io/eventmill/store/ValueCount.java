package io.eventmill.store;

/**
 * How often a value occurs.
 *
 * @param value the field's text; events without the field are not counted
 */
public record ValueCount(String value, long count) {}
