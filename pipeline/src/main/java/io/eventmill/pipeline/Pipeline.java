package io.eventmill.pipeline;

import java.nio.file.Path;
import java.util.List;

/**
 * A pipeline file, checked.
 *
 * @param yaml the file's text: what is sent to the workers of a cluster, which read it again
 * @param folder that files it names are looked for in; null for that of the process
 */
public record Pipeline(
    String name,
    List<Source> sources,
    List<EnrichSpec> enrich,
    List<Route> routes,
    List<Count> counts,
    List<Attribution> attributions,
    List<Archive> archives,
    RegistryUse registry,
    Stores stores,
    String yaml,
    Path folder) {
  public Pipeline {
    sources = List.copyOf(sources);
    enrich = List.copyOf(enrich);
    routes = List.copyOf(routes);
    counts = List.copyOf(counts);
    attributions = List.copyOf(attributions);
    archives = List.copyOf(archives);
  }

  /** Those that take events of a source, in the file's order. */
  public List<Route> routesFrom(String source) {
    return routes.stream().filter(r -> r.takesFrom(source)).toList();
  }

  public Source source(String source) {
    return sources.stream()
        .filter(s -> s.name().equals(source))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("pipeline " + name + " has no source " + source));
  }
}
