package io.eventmill.topics.broker;

/** The embedded broker cannot start; the message says why and what to do. */
public final class BrokerStartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BrokerStartException(String message, Throwable cause) {
    super(message, cause);
  }
}
