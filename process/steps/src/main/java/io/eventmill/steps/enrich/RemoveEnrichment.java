package io.eventmill.steps.enrich;

import io.eventmill.pipeline.Section;
import java.util.List;

/**
 * Takes fields out of the event, whatever they hold, and hides what the request said of its sender:
 * steps behind, topics and stores see neither. A field that is not there is no matter. The raw
 * record and a failed event keep all.
 */
final class RemoveEnrichment implements Enrichment {
  private static final String IP = "ip";
  private static final String USER_AGENT = "user_agent";

  private final List<String> fields;
  private final boolean ip;
  private final boolean userAgent;

  RemoveEnrichment(Section settings) {
    List<String> request = settings.words("request", List.of(), List.of(IP, USER_AGENT));
    boolean any = settings.has("fields") || request.isEmpty();
    this.fields = any ? Settings.apart(settings, "fields") : List.of();
    this.ip = request.contains(IP);
    this.userAgent = request.contains(USER_AGENT);
  }

  @Override
  public List<String> reads() {
    return fields;
  }

  @Override
  public List<String> changes() {
    return fields;
  }

  @Override
  public List<String> adds() {
    return List.of();
  }

  @Override
  public void enrich(EventView event) {
    for (int i = 0; i < fields.size(); i++) {
      event.remove(i);
    }
    if (ip) {
      event.replaceIp(null);
    }
    if (userAgent) {
      event.replaceUserAgent(null);
    }
  }
}
