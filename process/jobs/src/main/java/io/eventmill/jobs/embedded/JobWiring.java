package io.eventmill.jobs.embedded;

import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Builds a job. Called once per submission, also when a job has ended and is submitted again. */
@FunctionalInterface
public interface JobWiring {
  void wire(StreamExecutionEnvironment env);
}
