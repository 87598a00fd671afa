package io.eventmill.registry;

import java.util.Optional;

/** {@code /compatibility}: whether a schema would be taken, without registering it. */
final class CompatibilityRoutes {
  private final SchemaRegistry registry;

  CompatibilityRoutes(SchemaRegistry registry) {
    this.registry = registry;
  }

  void addTo(RegistryRoutes routes) {
    String versions = "/compatibility/subjects/:subject/versions";
    routes.post(versions, this::withAll);
    routes.post(versions + "/:version", this::withOne);
  }

  private Object withAll(Call call) {
    return Answers.compatible(
        registry.problems(call.subject(), call.schema(), null), call.flag("verbose"));
  }

  /** With the latest of a subject that has none, everything is. */
  private Object withOne(Call call) {
    SchemaRequest request = call.schema();
    VersionId id = call.version();
    Optional<SchemaVersion> older = registry.version(call.subject(), id, Which.LIVE);
    if (older.isEmpty() && !id.latest()) {
      if (registry.versions(call.subject(), Which.LIVE).isEmpty()) {
        throw RegistryException.subjectNotFound(call.subject());
      }
      throw RegistryException.versionNotFound(id.number());
    }
    return Answers.compatible(
        registry.problems(call.subject(), request, older.orElse(null)), call.flag("verbose"));
  }
}
