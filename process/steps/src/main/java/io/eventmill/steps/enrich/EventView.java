package io.eventmill.steps.enrich;

import io.eventmill.event.json.JsonKind;

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

  void addText(int added, String text);

  /** Adds a value that is JSON already, in UTF-8. The array is not copied. */
  void addJson(int added, byte[] json);
}
