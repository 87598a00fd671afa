package io.eventmill.store.duckdb;

import java.util.List;

/**
 * What of a store is swapped: the sources and results of one pipeline. Other pipelines' rows stay.
 */
public record SwapScope(List<SourceTopics> sources, List<Result> results) {
  public SwapScope {
    sources = List.copyOf(sources);
    results = List.copyOf(results);
  }

  /**
   * @param name of the source; the rest are its topics
   */
  public record SourceTopics(
      String name, String raw, String enriched, String failed, String dropped) {
    List<String> written() {
      return List.of(enriched, failed, dropped);
    }
  }

  /**
   * @param version of its definition
   * @param spanMicros of event time that a row stands for, from its time on
   */
  public record Result(String name, String version, long spanMicros) {}

  /** The sources' names for SQL. */
  String list() {
    List<String> names = sources.stream().map(s -> ComparedRows.literal(s.name())).toList();
    return "(" + String.join(", ", names) + ")";
  }
}
