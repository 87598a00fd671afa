package io.eventmill.query.trace;

/** A route that events of a source may have taken, and where it leads. */
public record TracedRoute(String name, String topic) {}
