package io.eventmill.registry;

/**
 * A schema under a subject.
 *
 * @param version 1, 2, … within the subject
 * @param id names the content in this registry, for good
 * @param deleted no longer listed or registered against, but still found by id
 */
public record SchemaVersion(
    String subject, int version, int id, SchemaContent content, boolean deleted) {
  SchemaVersion withDeleted() {
    return new SchemaVersion(subject, version, id, content, true);
  }
}
