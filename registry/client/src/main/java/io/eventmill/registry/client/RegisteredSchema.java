package io.eventmill.registry.client;

import java.io.Serializable;
import java.util.Map;
import java.util.Objects;

/**
 * A JSON Schema as a registry gave it.
 *
 * @param id names the schema in this registry, for good
 * @param subject null when it was asked for by id
 * @param version within the subject; 0 when it was asked for by id
 * @param text the schema
 * @param references the schemas it refers to, directly and by others: {@code $ref} to text
 */
public record RegisteredSchema(
    int id, String subject, int version, String text, Map<String, String> references)
    implements Serializable {
  public RegisteredSchema {
    Objects.requireNonNull(text, "text is null");
    references = Map.copyOf(references);
  }
}
