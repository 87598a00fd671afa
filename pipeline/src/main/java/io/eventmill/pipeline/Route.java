package io.eventmill.pipeline;

import java.util.List;

/**
 * Where else events go, beside the enriched topic, when a rule says so.
 *
 * @param sources whose events are asked for
 */
public record Route(String name, List<String> sources, RuleText when, RoutedTopic to) {
  public Route {
    sources = List.copyOf(sources);
  }

  public boolean takesFrom(String source) {
    return sources.contains(source);
  }
}
