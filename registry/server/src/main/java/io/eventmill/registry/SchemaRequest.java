package io.eventmill.registry;

import java.util.List;
import java.util.Objects;

/**
 * A schema as it is handed in.
 *
 * @param schema its text
 * @param normalize whether the order of its fields is to count for nothing
 * @param id wanted by an import; -1: the registry gives one
 * @param version wanted; -1: the next
 */
public record SchemaRequest(
    String schema, List<SchemaReference> references, boolean normalize, int id, int version) {
  public SchemaRequest {
    Objects.requireNonNull(schema, "schema is null");
    references = List.copyOf(references);
  }

  public static SchemaRequest of(String schema) {
    return new SchemaRequest(schema, List.of(), false, -1, -1);
  }
}
