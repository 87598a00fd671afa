package io.eventmill.registry.client;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the registry said, and when. Bounded: the least recently used goes first. */
final class SchemaCache {
  private final Map<String, Said> said;

  record Said(SchemaAnswer answer, Instant at) {}

  SchemaCache(int schemasMax) {
    said =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Said> eldest) {
            return size() > schemasMax;
          }
        };
  }

  /** Null when it was never asked or is forgotten. */
  synchronized Said get(String path) {
    return said.get(path);
  }

  synchronized void put(String path, Said newSaid) {
    said.put(path, newSaid);
  }
}
