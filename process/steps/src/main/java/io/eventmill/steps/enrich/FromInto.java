package io.eventmill.steps.enrich;

import io.eventmill.pipeline.Section;
import java.util.List;

/** An enrichment that says something of one field ({@code from}) in another ({@code into}). */
abstract class FromInto implements Enrichment {
  private final List<String> from;
  private final List<String> into;

  FromInto(Section settings) {
    this.from = List.of(settings.pointer("from"));
    this.into = List.of(Settings.fieldName(settings, "into"));
  }

  @Override
  public final List<String> reads() {
    return from;
  }

  @Override
  public final List<String> adds() {
    return into;
  }
}
