package io.eventmill.steps.enrich;

import io.eventmill.pipeline.Section;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * Says when the event was received, in ISO 8601 and UTC with milliseconds. It is the time at which
 * the collector accepted the event, not that of processing, so that a replay says the same.
 */
final class ReceivedTimeEnrichment implements Enrichment {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

  private final String into;

  ReceivedTimeEnrichment(Section settings) {
    this.into = Settings.fieldName(settings, "into");
  }

  @Override
  public List<String> reads() {
    return List.of();
  }

  @Override
  public List<String> adds() {
    return List.of(into);
  }

  @Override
  public void enrich(EventView event) {
    event.addText(0, TIME.format(Instant.ofEpochMilli(event.receivedMillis())));
  }
}
