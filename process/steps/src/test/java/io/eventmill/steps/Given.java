package io.eventmill.steps;

import io.eventmill.event.Event;
import io.eventmill.event.FailedEvent;
import io.eventmill.event.Origin;
import io.eventmill.event.Outcome;
import io.eventmill.event.Sender;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.pipeline.PipelineFile;
import io.eventmill.pipeline.SchemaPins;
import java.nio.charset.StandardCharsets;

/** Pipelines and records for tests. */
public final class Given {
  public static final Origin ORIGIN = new Origin(0x1122334455667788L, 0x99aabbccddeeff00L, 3, 42);

  public static final String WEB =
      """
      name: web-events
      sources:
        web:
          event: {id: /event_id, type: /event_type, time: /event_timestamp}
      """;

  public static final String ENRICHED =
      WEB
          + """
          enrich:
            - category: {from: /utm_source, into: source_category, table: {google: search_engine, bing: search_engine, facebook: social_media, instagram: social_media, mailchimp: email_marketing}, otherwise: other/unknown}
            - email_domain: {from: /user_custom_id, into: user_email_domain}
          """;

  private Given() {}

  public static EventSteps steps(String yaml) {
    Pipeline pipeline = pipeline(yaml);
    return EventSteps.of(pipeline, pipeline.sources().get(0), SchemaPins.none());
  }

  public static Pipeline pipeline(String yaml) {
    PipelineFile.Read read = PipelineFile.parse(yaml);
    if (!read.problems().isEmpty()) {
      throw new IllegalArgumentException(read.problems().toString());
    }
    return read.pipeline();
  }

  public static RawRecord record(String json) {
    return record(null, json.getBytes(StandardCharsets.UTF_8));
  }

  public static RawRecord record(String id, byte[] json) {
    return new RawRecord(ORIGIN, id, 1_700_000_000_123L, 1, Sender.UNKNOWN, json);
  }

  /** A record whose request told where it came from; either may be null. */
  public static RawRecord record(String json, String ip, String userAgent) {
    Sender sender = new Sender(null, utf8(ip), utf8(userAgent));
    return new RawRecord(ORIGIN, null, 1_700_000_000_123L, 1, sender, utf8(json));
  }

  private static byte[] utf8(String text) {
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }

  public static Event event(Outcome outcome) {
    if (outcome instanceof Event event) {
      return event;
    }
    throw new AssertionError("failed: " + ((FailedEvent) outcome).message());
  }

  public static FailedEvent failed(Outcome outcome) {
    if (outcome instanceof FailedEvent failed) {
      return failed;
    }
    throw new AssertionError("did not fail: " + text(outcome));
  }

  public static String text(Outcome outcome) {
    return new String(event(outcome).json(), StandardCharsets.UTF_8);
  }
}
