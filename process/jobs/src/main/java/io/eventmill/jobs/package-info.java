/**
 * The Flink jobs, wired as the diagram reads; the only place that knows Flink. What a job does with
 * an event is written in the steps; what stands here is how it gets there and back.
 */
package io.eventmill.jobs;
