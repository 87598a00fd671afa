package io.eventmill.query.trace;

/**
 * A field that processing has written into an event.
 *
 * @param by what wrote it, e.g. {@code category}; null when the pipeline names nothing today
 * @param json the value, as JSON
 * @param replaced true when the client had sent a field of that name
 */
public record Addition(String field, String by, String json, boolean replaced) {}
