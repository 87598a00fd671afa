package io.eventmill.topics;

import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.RetriableException;

/** A topic is not as it should be, or cannot be asked for; the message says what to do. */
public final class TopicException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TopicException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Whether it was only that Kafka did not answer, or not yet. */
  public boolean mayPass() {
    return getCause() instanceof TimeoutException || getCause() instanceof RetriableException;
  }
}
