package io.eventmill.registry;

import java.util.List;

/** {@code /subjects}: what is registered under which name. */
final class SubjectRoutes {
  private final SchemaRegistry registry;

  SubjectRoutes(SchemaRegistry registry) {
    this.registry = registry;
  }

  void addTo(RegistryRoutes routes) {
    String subject = "/subjects/:subject";
    String versions = subject + "/versions";
    String version = versions + "/:version";
    routes.get("/subjects", this::subjects);
    routes.post(subject, this::lookUp);
    routes.delete(subject, this::deleteSubject);
    routes.get(versions, this::versions);
    routes.post(versions, this::register);
    routes.get(version, call -> Answers.version(version(call)));
    routes.delete(version, this::deleteVersion);
    routes.get(version + "/schema", call -> version(call).content().text());
    routes.get(version + "/referencedby", this::referencedBy);
  }

  private Object subjects(Call call) {
    String prefix = call.query("subjectPrefix", "");
    // The real one's word for "in all contexts"; here there is one.
    String plain = prefix.startsWith(":*:") ? prefix.substring(3) : prefix;
    return Answers.texts(call.page(registry.subjects(plain, call.which())));
  }

  private Object lookUp(Call call) {
    SchemaRequest request = call.schema();
    return registry
        .lookUp(call.subject(), request, Which.of(call.flag("deleted"), false))
        .map(Answers::version)
        .orElseThrow(
            () -> {
              requireVersions(call.subject(), call.flag("deleted") ? Which.ALL : Which.LIVE);
              return RegistryException.schemaNotFound();
            });
  }

  private Object register(Call call) {
    return Answers.registered(registry.register(call.subject(), call.schema()));
  }

  private Object versions(Call call) {
    boolean deleted = call.flag("deleted") || call.flag("deletedOnly");
    requireVersions(call.subject(), deleted ? Which.ALL : Which.LIVE);
    return Answers.numbers(
        call.page(
            registry.versions(call.subject(), call.which()).stream()
                .map(SchemaVersion::version)
                .toList()));
  }

  private SchemaVersion version(Call call) {
    VersionId id = call.version();
    Which which = call.flag("deleted") ? Which.ALL : Which.LIVE;
    return registry
        .version(call.subject(), id, which)
        .orElseThrow(
            () -> {
              requireVersions(call.subject(), which);
              return RegistryException.versionNotFound(id.number());
            });
  }

  private Object referencedBy(Call call) {
    VersionId id = call.version();
    SchemaVersion version =
        registry
            .version(call.subject(), id, Which.ALL)
            .orElseThrow(
                () -> {
                  requireVersions(call.subject(), Which.ALL);
                  return RegistryException.versionNotFound(id.number());
                });
    return Answers.numbers(
        registry.referringTo(version).stream().map(SchemaVersion::id).distinct().toList());
  }

  private Object deleteVersion(Call call) {
    VersionId id = call.version();
    return registry.deleteVersion(call.subject(), id, call.flag("permanent"));
  }

  private Object deleteSubject(Call call) {
    return Answers.numbers(registry.deleteSubject(call.subject(), call.flag("permanent")));
  }

  private List<SchemaVersion> requireVersions(String subject, Which which) {
    List<SchemaVersion> versions = registry.versions(subject, which);
    if (versions.isEmpty()) {
      throw RegistryException.subjectNotFound(subject);
    }
    return versions;
  }
}
