package io.eventmill.pipeline;

import java.time.Duration;
import java.time.ZoneId;

/**
 * Where events come in.
 *
 * @param name as in {@code POST /collect/{name}}
 * @param timeZone zone of timestamps that carry none
 * @param schema what the events must fit
 * @param retain how long stores keep its events, from when they were received; null: for ever
 * @param intake what its requests must be and how they are answered
 * @param keep the rule by which events are left out where it says false; null: none are
 */
public record Source(
    String name,
    SourceTopics topics,
    EventFields event,
    ZoneId timeZone,
    Deduplicate deduplicate,
    SourceSchema schema,
    Duration retain,
    Intake intake,
    RuleText keep) {
  /** A source whose requests are taken and answered as usual. */
  public Source(
      String name,
      SourceTopics topics,
      EventFields event,
      ZoneId timeZone,
      Deduplicate deduplicate,
      SourceSchema schema,
      Duration retain) {
    this(name, topics, event, timeZone, deduplicate, schema, retain, Intake.usual(), null);
  }
}
