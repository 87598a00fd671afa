package io.eventmill.jobs.embedded;

import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Builds a job. Called once per submission, also when a job has ended and is submitted again. */
@FunctionalInterface
public interface JobWiring {
  /**
   * @param rules what {@link #rules} gave for this submission
   */
  void wire(StreamExecutionEnvironment env, String rules);

  /**
   * What decides the job's results in the submission to come. It is on disk before the job runs,
   * and given back for the next one.
   *
   * @param before the rules of the submission before; null when none is known
   * @param clean whether that one has written all of its results up to the point from which this
   *     one begins, and none behind it
   * @throws NotReadyException when the job cannot begin yet
   */
  default String rules(String before, boolean clean) {
    return "";
  }
}
