package io.eventmill.event;

/**
 * Why an event failed. The same constant stands on the failed topic, in the store, in metrics and
 * in the docs; each has a sentence for people and a remedy.
 */
public enum Reason {
  EMPTY("The record has no value.", "Send a JSON object."),
  NOT_JSON("The body is not valid JSON.", "Send one JSON object per event, in UTF-8."),
  NOT_AN_OBJECT("The body is JSON but not an object.", "Send one JSON object per event."),
  TOO_DEEP("Objects and arrays are nested too deep.", "Flatten the event."),
  DUPLICATE_FIELD("A field the pipeline reads stands in the event twice.", "Send each field once."),
  ID_INVALID(
      "The event id is not a string or a number.",
      "Send the id as a non-empty string or a number."),
  TYPE_MISSING("The event has no type.", "Send the field the source names under event.type."),
  TYPE_INVALID("The event type is not a string.", "Send the type as a non-empty string."),
  TIME_MISSING("The event has no time.", "Send the field the source names under event.time."),
  TIME_INVALID(
      "The event time is in no known format.",
      "Send ISO 8601, \"yyyy-MM-dd HH:mm:ss[.SSSSSS]\", or epoch seconds, ms or µs."),
  SCHEMA_VIOLATION(
      "The event is not what its schema says.",
      "Send what the message asks for; or, where the event is right, register a new version of the"
          + " schema and replay."),
  SCHEMA_UNKNOWN(
      "The schema of the event's source and type is not known.",
      "Register it under the subject that the message names, then replay."),
  ENRICH_FAILED(
      "An enrichment could not be applied to this event.",
      "See the message for the field and what was found in it."),
  RULE_FAILED(
      "A rule of the pipeline has no answer for this event.",
      "See the message for the rule and what it found; mend the rule or the event, then replay."),
  TOO_LARGE(
      "The event is larger than the log takes once it is processed.",
      "Send smaller events; the raw topic keeps it whole for as long as it keeps records."),
  FOREIGN_RECORD(
      "A record on an enriched or failed topic was not written by processing.",
      "Send events to the collector or to the raw topic."),
  UNREADABLE(
      "A row of a stored file cannot be read.",
      "See the message for the file and the row; mend or replace the file, then run the batch"
          + " again."),
  STORE_REFUSED("The store cannot take this event.", "See the message for what the store said.");

  private final String sentence;
  private final String remedy;

  Reason(String sentence, String remedy) {
    this.sentence = sentence;
    this.remedy = remedy;
  }

  public String sentence() {
    return sentence;
  }

  public String remedy() {
    return remedy;
  }
}
