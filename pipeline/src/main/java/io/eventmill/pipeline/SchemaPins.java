package io.eventmill.pipeline;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What each {@link SchemaRef#key} of a pipeline stands for.
 *
 * @param known the schemas
 * @param unknown why there is none: events that need it fail
 */
public record SchemaPins(Map<String, PinnedSchema> known, Map<String, String> unknown) {
  public SchemaPins {
    // Sorted, so that equal pins are equal texts.
    known = Collections.unmodifiableMap(new TreeMap<>(known));
    unknown = Collections.unmodifiableMap(new TreeMap<>(unknown));
  }

  public static SchemaPins none() {
    return new SchemaPins(Map.of(), Map.of());
  }
}
