package io.eventmill.steps.enrich;

import io.eventmill.event.Sender;
import io.eventmill.event.json.JsonFields;
import io.eventmill.event.json.JsonScanner;
import io.eventmill.event.json.JsonSyntaxException;
import io.eventmill.steps.rule.EventFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Passes over one event, each over what the one before has made. Not for sharing. */
final class Passes {
  private final List<Pass> passes;
  private final RequestView request = new RequestView();
  private final List<JsonScanner> later = new ArrayList<>(); // of all passes but the first

  /**
   * @param passes at least one
   */
  Passes(List<Pass> passes) {
    this.passes = passes;
  }

  Pass first() {
    return passes.get(0);
  }

  /** True when one pass cannot tell what the event holds in the end. */
  boolean changes() {
    return passes.size() > 1 || first().changes();
  }

  Stream<String> pointers() {
    return first().pointers();
  }

  void bind(JsonScanner boundTo) {
    first().bind(boundTo, request);
    later.clear();
    for (Pass pass : passes.subList(1, passes.size())) {
      JsonScanner scanner = scanner(pass);
      later.add(scanner);
      pass.bind(scanner, request);
    }
  }

  static JsonScanner scanner(Pass pass) {
    return new JsonScanner(JsonFields.of(pass.pointers().toList()), JsonScanner.DEPTH_MAX_LIMIT);
  }

  byte[] enrich(EventFacts facts, Sender sender, byte[] schemaId) throws EnrichmentException {
    request.of(sender, facts);
    byte[] json = first().enrich(schemaId);
    for (int i = 0; i < later.size(); i++) {
      scan(later.get(i), json);
      json = passes.get(i + 1).enrich(null);
    }
    return json;
  }

  static void scan(JsonScanner scanner, byte[] json) throws EnrichmentException {
    try {
      scanner.scan(json);
    } catch (JsonSyntaxException e) {
      throw new EnrichmentException("what was added is not JSON: " + e.getMessage(), null);
    }
    if (scanner.duplicate() >= 0) {
      String pointer = scanner.fields().pointer(scanner.duplicate());
      throw new EnrichmentException(pointer + " stands in the event twice", pointer);
    }
  }
}
