package io.eventmill.steps.count;

import io.eventmill.event.Origin;

/**
 * How far a raw partition has come.
 *
 * @param newest of its events, a place in it
 * @param micros the latest of the clocks of its events up to there, see {@link Windows#clock}
 */
public record PartitionClock(Origin newest, long micros) {}
