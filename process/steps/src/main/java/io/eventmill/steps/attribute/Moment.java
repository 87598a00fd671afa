package io.eventmill.steps.attribute;

/**
 * When something happens, by both clocks.
 *
 * @param watermark no event in time is at or before this, epoch milliseconds
 * @param millis the clock of the grace: goes on with real time while the job runs; its zero does
 *     not matter
 */
public record Moment(long watermark, long millis) {}
