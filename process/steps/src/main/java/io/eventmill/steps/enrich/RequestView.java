package io.eventmill.steps.enrich;

import io.eventmill.event.Sender;
import io.eventmill.steps.rule.EventFacts;

/**
 * What the HTTP request said of one event's sender, as enrichments see it: one that hides or
 * shortens something here hides it from all that follow. Never part of the enriched event by
 * itself.
 */
final class RequestView {
  private Sender sender = Sender.UNKNOWN;
  private EventFacts facts;
  private String ip;
  private String userAgent;
  private boolean ipIsOurs;
  private boolean userAgentIsOurs;

  void of(Sender sent, EventFacts of) {
    sender = sent;
    facts = of;
    ipIsOurs = false;
    userAgentIsOurs = false;
  }

  EventFacts facts() {
    return facts;
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
