package io.eventmill.benchmark.measure;

/**
 * What a piece of work took.
 *
 * @param cpuSeconds of all of the contestant's processes, without broker and load generator; 0
 *     where the kernel does not say
 * @param peakBytes resident memory of these, at the highest since they began; 0 where the kernel
 *     does not say
 */
public record Span(double seconds, double cpuSeconds, long peakBytes) {}
