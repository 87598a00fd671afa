package io.eventmill.query.trace;

import java.util.List;

/**
 * @param journeys of every raw record of this id, first accepted first
 * @param recordsLookedAt how many of the newest raw records were searched, because the store knows
 *     no such event
 */
public record Trace(String id, List<Journey> journeys, long recordsLookedAt) {}
