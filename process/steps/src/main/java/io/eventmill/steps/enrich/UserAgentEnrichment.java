package io.eventmill.steps.enrich;

import io.eventmill.pipeline.Section;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * What a User-Agent says of who asks: browser, operating system, device, and whether it is a
 * program of its own (a bot). Takes the text of a field, else the header of the request. No field
 * is added for what it does not tell.
 */
final class UserAgentEnrichment implements Enrichment {
  private static final List<String> PARTS =
      List.of("browser", "browser_version", "os", "os_version", "device", "device_type", "is_bot");

  private final List<String> from;
  private final List<String> parts;
  private final List<String> adds;
  private final Path rules; // null: those that come with the library
  private final Recent<String, UserAgentParts> recent;
  private UserAgentRules reader;

  UserAgentEnrichment(Section settings) {
    this.from = settings.has("from") ? settings.pointers("from") : List.of();
    String prefix = settings.text("prefix", "ua_");
    this.parts = settings.words("take", PARTS, PARTS);
    this.adds = parts.stream().map(part -> prefix + part).toList();
    this.rules = settings.has("rules") ? settings.file("rules") : null;
    this.recent = new Recent<>(settings.integer("cache", 10_000, 0, 1_000_000));
  }

  @Override
  public List<String> reads() {
    return from;
  }

  @Override
  public List<String> adds() {
    return adds;
  }

  @Override
  public void inspect(Section settings) {
    if (rules == null) {
      return;
    }
    try {
      UserAgentRules.read(rules);
    } catch (IllegalArgumentException e) {
      settings.problem("rules", e.getMessage());
    }
  }

  @Override
  public void open() {
    reader = rules == null ? UserAgentRules.bundled() : UserAgentRules.read(rules);
  }

  @Override
  public void enrich(EventView event) {
    String text = Settings.firstText(event, from.size(), event.userAgent());
    if (text == null) {
      return;
    }
    UserAgentParts found = recent.get(text, reader::parts);
    for (int i = 0; i < parts.size(); i++) {
      String value = found.part(parts.get(i));
      if (value != null && parts.get(i).equals("is_bot")) {
        event.addJson(i, value.getBytes(StandardCharsets.US_ASCII));
      } else if (value != null) {
        event.addText(i, value);
      }
    }
  }
}
