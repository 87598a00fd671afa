/** Flink in this process: the cluster of one, its jobs, and the checkpoints they go on from. */
package io.eventmill.jobs.embedded;
