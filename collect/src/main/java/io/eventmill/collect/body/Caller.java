package io.eventmill.collect.body;

/**
 * What only the request knows; every event of its body carries it.
 *
 * @param ip the client's address, or null
 * @param userAgent or null
 * @param receivedMillis when the request was accepted, epoch milliseconds
 * @param requestKey what the client calls the request, the same when it repeats it; or null
 */
public record Caller(String ip, String userAgent, long receivedMillis, String requestKey) {
  /** The sender of a request without a key. */
  public Caller(String ip, String userAgent, long receivedMillis) {
    this(ip, userAgent, receivedMillis, null);
  }
}
