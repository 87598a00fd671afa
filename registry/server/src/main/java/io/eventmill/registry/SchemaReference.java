package io.eventmill.registry;

import java.util.Objects;

/**
 * A schema that another one refers to.
 *
 * @param name as it stands in {@code $ref}
 */
public record SchemaReference(String name, String subject, int version) {
  public SchemaReference {
    Objects.requireNonNull(name, "name is null");
    Objects.requireNonNull(subject, "subject is null");
  }
}
