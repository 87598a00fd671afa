package io.eventmill.load;

import io.eventmill.event.Origin;
import io.eventmill.event.Outcome;

/**
 * A record read from a topic.
 *
 * @param origin of the raw record; null for a record that processing did not write
 * @param outcome what to store; null for a repeat
 */
record Taken(int partition, long offset, Origin origin, Outcome outcome, int bytes) {}
