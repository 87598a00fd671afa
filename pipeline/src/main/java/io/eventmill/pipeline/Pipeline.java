package io.eventmill.pipeline;

import java.util.List;

/** A pipeline file, checked. */
public record Pipeline(String name, List<Source> sources, List<EnrichSpec> enrich, Stores stores) {
  public Pipeline {
    sources = List.copyOf(sources);
    enrich = List.copyOf(enrich);
  }
}
