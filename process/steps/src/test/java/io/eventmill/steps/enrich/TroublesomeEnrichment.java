package io.eventmill.steps.enrich;

import io.eventmill.event.json.JsonKind;
import io.eventmill.pipeline.Section;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A user's own enrichment, found on the class path; it does what a field of the event asks for. */
public final class TroublesomeEnrichment implements EnrichmentKind {
  @Override
  public String name() {
    return "troublesome";
  }

  @Override
  public Enrichment configure(Section settings) {
    String from = settings.pointer("from");
    return new Enrichment() {
      @Override
      public List<String> reads() {
        return List.of(from);
      }

      @Override
      public List<String> adds() {
        return List.of("first", "second");
      }

      @Override
      public void enrich(EventView event) throws EnrichmentException {
        if (event.kind(0) == JsonKind.ABSENT) {
          return;
        }
        event.addText(0, "added");
        switch (event.text(0)) {
          case "throw" -> throw new IllegalStateException("no luck");
          case "refuse" -> throw new EnrichmentException("will not have it", event.pointer(0));
          case "recurse" -> enrich(event);
          case "bad json" -> event.addJson(1, "{\"a\":}".getBytes(StandardCharsets.UTF_8));
          case "two values" -> event.addJson(1, "1,\"x\":2".getBytes(StandardCharsets.UTF_8));
          case "empty" -> event.addJson(1, new byte[0]);
          case "third" -> event.addText(2, "there is no third");
          default -> event.addJson(1, " [1, 2]\n".getBytes(StandardCharsets.UTF_8));
        }
      }
    };
  }
}
