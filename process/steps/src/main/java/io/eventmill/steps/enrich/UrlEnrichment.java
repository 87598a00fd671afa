package io.eventmill.steps.enrich;

import io.eventmill.pipeline.Section;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes a URL apart (RFC 3986): scheme, host, port, path, query, fragment, each in a field of its
 * own, and parameters of the query by their names. Path, query and fragment are as they are
 * written; parameters are decoded. No field is added for a part that is not there, and none at all
 * for what is not a text.
 */
final class UrlEnrichment implements Enrichment {
  private static final List<String> PARTS =
      List.of("scheme", "host", "port", "path", "query", "fragment");

  private final String from;
  private final List<String> parts;
  private final Map<String, Integer> parameters = new LinkedHashMap<>(); // slot of what is added
  private final List<String> adds = new ArrayList<>();

  UrlEnrichment(Section settings) {
    this.from = settings.pointer("from");
    String prefix = settings.text("prefix", "url_");
    this.parts = settings.words("take", PARTS, PARTS);
    parts.forEach(part -> adds.add(prefix + part));
    Section named = settings.section("parameters");
    for (String name : named.keys()) {
      parameters.put(name, adds.size());
      adds.add(Settings.fieldName(named, name));
    }
    Settings.different(settings, "parameters", adds);
  }

  @Override
  public List<String> reads() {
    return List.of(from);
  }

  @Override
  public List<String> adds() {
    return adds;
  }

  @Override
  public void enrich(EventView event) {
    String text = Settings.text(event, 0);
    if (text == null) {
      return;
    }
    UrlText url = UrlText.parse(text);
    for (int i = 0; i < parts.size(); i++) {
      String part = part(url, parts.get(i));
      if (part != null && parts.get(i).equals("port")) {
        event.addJson(i, part.getBytes(StandardCharsets.US_ASCII));
      } else if (part != null) {
        event.addText(i, part);
      }
    }
    if (!parameters.isEmpty()) {
      boolean[] said = new boolean[adds.size()];
      QueryText.each(
          url.query(),
          (name, value) -> {
            Integer slot = parameters.get(name);
            if (slot != null && !said[slot] && !value.isEmpty()) {
              said[slot] = true; // the first one counts
              event.addText(slot, value);
            }
          });
    }
  }

  private static String part(UrlText url, String part) {
    return switch (part) {
      case "scheme" -> url.scheme();
      case "host" -> url.host();
      case "port" -> url.port();
      case "path" -> url.path();
      case "query" -> url.query();
      default -> url.fragment();
    };
  }
}
