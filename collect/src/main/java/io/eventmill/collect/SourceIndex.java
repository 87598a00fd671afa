package io.eventmill.collect;

import io.eventmill.collect.body.Refusal;
import io.eventmill.collect.body.Refused;
import io.eventmill.pipeline.Guess;
import io.eventmill.pipeline.Source;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The sources by name, and which one is meant when none is named. */
final class SourceIndex {
  /** No source's name is longer. */
  private static final int NAME_MAX = 100;

  private final Map<String, Source> sources = new TreeMap<>();
  private final Source fallback;

  SourceIndex(List<Source> all, String defaultSource) {
    for (Source source : all) {
      if (sources.put(source.name(), source) != null) {
        throw new IllegalArgumentException("two sources are named '" + source.name() + "'");
      }
    }
    if (defaultSource != null && !sources.containsKey(defaultSource)) {
      throw new IllegalArgumentException(
          "collect.default_source is '"
              + defaultSource
              + "', which is not a source"
              + Guess.among(defaultSource, sources.keySet())
              + known());
    }
    String only = sources.size() == 1 ? sources.keySet().iterator().next() : null;
    String name = defaultSource != null ? defaultSource : only;
    fallback = name == null ? null : sources.get(name);
  }

  Iterable<Source> all() {
    return sources.values();
  }

  Source named(String name) throws Refused {
    Source source = sources.get(name);
    if (source == null) {
      boolean readable = name.length() <= NAME_MAX;
      String guess = readable ? Guess.among(name, sources.keySet()) : "";
      String shown = readable ? name : name.substring(0, NAME_MAX) + "…";
      String message = "there is no source '" + shown + "'" + (guess.isEmpty() ? "." : guess);
      throw Refusal.of(404, "unknown_source", message + known()).asException();
    }
    return source;
  }

  Source fallback() throws Refused {
    if (fallback == null) {
      String message = "POST /collect/{source} must name the source, as there are several.";
      throw Refusal.of(404, "source_needed", message + known()).asException();
    }
    return fallback;
  }

  private String known() {
    return " Sources: " + String.join(", ", sources.keySet());
  }
}
