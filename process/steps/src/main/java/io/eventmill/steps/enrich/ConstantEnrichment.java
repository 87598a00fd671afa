package io.eventmill.steps.enrich;

import io.eventmill.pipeline.Section;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Adds the same value to every event: any JSON value, as the pipeline file says it. */
final class ConstantEnrichment implements Enrichment {
  private final String into;
  private final byte[] value;

  ConstantEnrichment(Section settings) {
    this.into = Settings.fieldName(settings, "into");
    this.value = settings.json("value").getBytes(StandardCharsets.UTF_8);
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
    event.addJson(0, value);
  }
}
