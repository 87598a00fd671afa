package io.eventmill.steps.enrich;

import io.eventmill.event.Sender;
import io.eventmill.event.json.JsonScanner;
import io.eventmill.steps.rule.EventFacts;
import java.util.List;

/**
 * What the client sent without what a pipeline's steps hide: the steps that change or take out
 * fields do so here too, and add nothing; every other byte stays as it was. Not for sharing between
 * threads.
 */
final class Hider {
  private final Passes passes; // null: nothing is hidden
  private final JsonScanner scanner;

  Hider(List<Pass> hiding) {
    passes = hiding.isEmpty() ? null : new Passes(hiding);
    scanner = passes == null ? null : Passes.scanner(passes.first());
    if (passes != null) {
      passes.bind(scanner);
    }
  }

  byte[] hide(EventFacts facts, Sender sender, byte[] sent) throws EnrichmentException {
    if (passes == null) {
      return sent;
    }
    Passes.scan(scanner, sent);
    return passes.enrich(facts, sender, null);
  }
}
