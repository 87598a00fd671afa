package io.eventmill.jobs;

import org.apache.flink.runtime.execution.SuppressRestartsException;

/**
 * A topic was deleted and made again while its job ran. The offsets in the job's checkpoints count
 * in the old one, so that starting again from them would skip or repeat: the job ends, and a new
 * one begins at the new topic's start.
 */
final class TopicMadeAnewException extends SuppressRestartsException {
  private static final long serialVersionUID = 1L;

  TopicMadeAnewException(String topic) {
    super(
        new IllegalStateException(
            "topic '"
                + topic
                + "' was made anew while its job ran; the job must be submitted again"));
  }
}
