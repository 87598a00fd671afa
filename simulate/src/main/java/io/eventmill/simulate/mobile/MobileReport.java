package io.eventmill.simulate.mobile;

/**
 * What a run did.
 *
 * @param ticks how often the file was read
 * @param events made of its lines
 * @param unreadable lines that were left out, counted at each tick
 */
public record MobileReport(long ticks, long events, long unreadable) {}
