package io.eventmill.simulate.web;

import java.time.Instant;

/**
 * What a run did.
 *
 * @param sessions visits that began
 * @param steps of the loop
 * @param from the simulated clock at the start
 * @param to the simulated clock at the end
 */
public record WebReport(long events, long sessions, long steps, Instant from, Instant to) {}
