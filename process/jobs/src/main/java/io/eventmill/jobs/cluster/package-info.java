/** The jobs as programs that a Flink cluster runs. */
package io.eventmill.jobs.cluster;
