package io.eventmill.query.trace;

/** Where a route has put an event. */
public record RoutedPlace(String route, String topic, int partition, long offset) {}
