package io.eventmill.steps.enrich;

import io.eventmill.event.json.JsonKind;
import io.eventmill.pipeline.Section;
import java.nio.charset.StandardCharsets;

/** Says a field's value again under another name, whatever it is. Nothing where it is absent. */
final class CopyEnrichment extends FromInto {
  CopyEnrichment(Section settings) {
    super(settings);
  }

  @Override
  public void enrich(EventView event) {
    JsonKind kind = event.kind(0);
    if (kind == JsonKind.STRING) {
      event.addText(0, event.text(0));
    } else if (kind != JsonKind.ABSENT) {
      event.addJson(0, event.text(0).getBytes(StandardCharsets.UTF_8));
    }
  }
}
