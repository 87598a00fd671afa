package io.eventmill.steps.enrich;

import io.eventmill.event.Sender;

/**
 * What the HTTP request said of one event's sender, as enrichments see it: one that hides or
 * shortens something here hides it from all that follow. Never part of the enriched event by
 * itself.
 */
final class RequestView {
  private Sender sender = Sender.UNKNOWN;
  private long receivedMillis;
  private String ip;
  private String userAgent;
  private boolean ipIsOurs;
  private boolean userAgentIsOurs;

  void of(Sender sent, long acceptedMillis) {
    sender = sent;
    receivedMillis = acceptedMillis;
    ipIsOurs = false;
    userAgentIsOurs = false;
  }

  /** When the request was accepted, epoch milliseconds. */
  long receivedMillis() {
    return receivedMillis;
  }

  String ip() {
    if (!ipIsOurs) {
      setIp(sender.ipText()); // decoded for who asks only
    }
    return ip;
  }

  String userAgent() {
    if (!userAgentIsOurs) {
      setUserAgent(sender.userAgentText());
    }
    return userAgent;
  }

  void setIp(String text) {
    ip = text;
    ipIsOurs = true;
  }

  void setUserAgent(String text) {
    userAgent = text;
    userAgentIsOurs = true;
  }
}
