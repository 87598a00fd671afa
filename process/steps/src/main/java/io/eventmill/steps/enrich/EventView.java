package io.eventmill.steps.enrich;

import io.eventmill.event.json.JsonKind;
import io.eventmill.steps.rule.EventFacts;

/**
 * An event as one enrichment sees it: the fields that it {@link Enrichment#reads}, by their place
 * in that list, and the fields that it {@link Enrichment#adds}, by their place in that one. Shows
 * what enrichments before it have added. Valid only during the call.
 */
public interface EventView {
  JsonKind kind(int read);

  /** A string's text, or the JSON of any other value; null when the field is absent. */
  String text(int read);

  /** The pointer of a read field, for messages. */
  String pointer(int read);

  /** True when the field is absent, null or an empty string: there is nothing to learn from. */
  boolean isBlank(int read);

  /** The client's address, as those before have left it; null when it is not known or hidden. */
  String ip();

  /** The request's User-Agent header, as those before have left it; or null. */
  String userAgent();

  /** Id, type and times of the event. */
  EventFacts facts();

  /** When the event was accepted, epoch milliseconds; the same in every replay of the log. */
  default long receivedMillis() {
    return facts().receivedMillis();
  }

  /** The event with all that those before have made of it; for who {@link Enrichment#readsAll}. */
  byte[] json();

  void addText(int added, String text);

  /** Adds a value that is JSON already, in UTF-8. The array is not copied. */
  void addJson(int added, byte[] json);

  /** Gives a field that it {@link Enrichment#changes}, and that is there, another value. */
  void replaceText(int read, String text);

  /** Takes out a field that it {@link Enrichment#changes}. */
  void remove(int read);

  /** What those behind see instead of the client's address; null hides it. */
  void replaceIp(String text);

  /** What those behind see instead of the User-Agent header; null hides it. */
  void replaceUserAgent(String text);
}
