package io.eventmill.steps.enrich;

import io.eventmill.pipeline.Section;
import java.util.List;

/**
 * Joins the texts of several fields into one, in their order; numbers and truth values as they are
 * written. No field is added when one of them is absent, null, empty, an object or an array: half a
 * text would look like a whole one.
 */
final class TextEnrichment implements Enrichment {
  private final List<String> from;
  private final String into;
  private final String between;

  TextEnrichment(Section settings) {
    this.from = settings.pointers("from");
    this.into = Settings.fieldName(settings, "into");
    this.between = settings.text("between", "");
  }

  @Override
  public List<String> reads() {
    return from;
  }

  @Override
  public List<String> adds() {
    return List.of(into);
  }

  @Override
  public void enrich(EventView event) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < from.size(); i++) {
      if (event.isBlank(i) || !event.kind(i).isScalar()) {
        return;
      }
      text.append(i == 0 ? "" : between).append(event.text(i));
    }
    event.addText(0, text.toString());
  }
}
