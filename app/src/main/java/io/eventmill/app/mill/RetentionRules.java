package io.eventmill.app.mill;

import io.eventmill.load.Retained;
import io.eventmill.load.Retained.Kind;
import io.eventmill.pipeline.Attribution;
import io.eventmill.pipeline.Count;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.pipeline.Source;
import io.eventmill.store.Purger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the pipelines say of how long something is kept, and where it is. */
final class RetentionRules {
  private RetentionRules() {}

  /**
   * @param search has events
   * @param counts has window counts
   * @param relational has the attributed conversions
   */
  static List<Retained> of(
      List<Pipeline> pipelines, Purger search, Purger counts, Purger relational) {
    List<Retained> rules = new ArrayList<>();
    for (Pipeline pipeline : pipelines) {
      for (Source source : pipeline.sources()) {
        add(rules, Kind.EVENTS, source.name(), source.retain(), search);
      }
      for (Count count : pipeline.counts()) {
        add(rules, Kind.RESULT, count.name(), count.retain(), counts);
      }
      for (Attribution attribution : pipeline.attributions()) {
        add(rules, Kind.RESULT, attribution.name(), attribution.retain(), relational);
      }
    }
    return rules;
  }

  private static void add(
      List<Retained> rules, Kind kind, String name, Duration retain, Purger store) {
    if (retain != null) {
      rules.add(new Retained(kind, name, retain, store));
    }
  }
}
