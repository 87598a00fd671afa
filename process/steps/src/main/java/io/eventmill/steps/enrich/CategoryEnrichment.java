package io.eventmill.steps.enrich;

import io.eventmill.event.json.JsonKind;
import io.eventmill.event.json.JsonStrings;
import io.eventmill.pipeline.Section;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts a field's value into a category, by a table: exact and case-sensitive, nothing is trimmed. A
 * value that is not in the table gets {@code otherwise}, or nothing where that is not set. No field
 * is added when there is nothing to look up.
 */
final class CategoryEnrichment implements Enrichment {
  private final String from;
  private final String into;
  private final Map<String, byte[]> table = new HashMap<>();
  private final byte[] otherwise;

  private CategoryEnrichment(Section settings) {
    this.from = settings.pointer("from");
    this.into = Settings.fieldName(settings, "into");
    Settings.table(settings, "table").forEach((word, category) -> table.put(word, json(category)));
    String rest = settings.optionalText("otherwise");
    this.otherwise = rest == null ? null : json(rest);
  }

  static final class Kind implements EnrichmentKind {
    @Override
    public String name() {
      return "category";
    }

    @Override
    public Enrichment configure(Section settings) {
      return new CategoryEnrichment(settings);
    }
  }

  @Override
  public List<String> reads() {
    return List.of(from);
  }

  @Override
  public List<String> adds() {
    return List.of(into);
  }

  @Override
  public void enrich(EventView event) throws EnrichmentException {
    if (event.isBlank(0)) {
      return;
    }
    JsonKind kind = event.kind(0);
    if (!kind.isScalar()) {
      throw new EnrichmentException(
          "expected a string, a number or a truth value at " + from + ", found " + kind.described(),
          from);
    }
    byte[] category = table.getOrDefault(event.text(0), otherwise);
    if (category != null) {
      event.addJson(0, category);
    }
  }

  private static byte[] json(String text) {
    return JsonStrings.quote(text).getBytes(StandardCharsets.UTF_8);
  }
}
