package io.eventmill.simulate.door;

import java.time.Duration;

/**
 * The collector's answer to one request, or the loss of the connection (status 0).
 *
 * @param retryAfter null when the answer does not say
 */
record Answer(int status, Duration retryAfter, String message) {
  static Answer lost(String why) {
    return new Answer(0, null, why);
  }

  Verdict verdict() {
    return status == 0 ? Verdict.AGAIN : Verdict.of(status);
  }

  @Override
  public String toString() {
    return status == 0 ? message : "answer " + status + ": " + message;
  }
}
