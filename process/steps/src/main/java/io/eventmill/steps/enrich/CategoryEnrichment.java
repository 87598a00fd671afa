package io.eventmill.steps.enrich;

import io.eventmill.event.json.JsonStrings;
import io.eventmill.pipeline.Section;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Puts a field's value into a category, by a table: exact and case-sensitive, nothing is trimmed. A
 * value that is not in the table gets {@code otherwise}, or nothing where that is not set. No field
 * is added when there is nothing to look up, as in an object or array.
 */
final class CategoryEnrichment extends FromInto {
  private final Map<String, byte[]> table = new HashMap<>();
  private final byte[] otherwise;

  CategoryEnrichment(Section settings) {
    super(settings);
    Settings.table(settings, "table").forEach((word, category) -> table.put(word, json(category)));
    String rest = settings.optionalText("otherwise");
    this.otherwise = rest == null ? null : json(rest);
  }

  @Override
  public void enrich(EventView event) {
    if (event.isBlank(0) || !event.kind(0).isScalar()) {
      return;
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
