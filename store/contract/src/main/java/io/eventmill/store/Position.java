package io.eventmill.store;

import io.eventmill.event.Origin;

/**
 * How far a partition of a topic has been taken.
 *
 * @param nextOffset offset on the topic to read next
 * @param highestOrigin highest origin taken; records at or below it are repeats
 */
public record Position(long nextOffset, Origin highestOrigin) {}
