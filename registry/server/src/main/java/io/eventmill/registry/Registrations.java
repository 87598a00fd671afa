package io.eventmill.registry;

import io.eventmill.topics.CompactedLog.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides on new schemas. Pure: the table in, a change of it out; what is wrong is thrown. */
final class Registrations {
  private final RegistryTable table;
  private final RegistryLimits limits;
  private final SchemaText reader;
  private final Compatibility compatibility;

  Registrations(RegistryTable table, RegistryLimits limits) {
    this.table = table;
    this.limits = limits;
    this.reader = new SchemaText(limits);
    this.compatibility = new Compatibility(limits);
  }

  SchemaContent content(SchemaRequest request) {
    return new SchemaContent(
        reader.canonical(request.schema(), request.normalize()), request.references());
  }

  /** The same schema under the same subject again is no change and has the same id. */
  Change<SchemaVersion> register(String subject, SchemaRequest request, SchemaContent content) {
    checkSubject(subject);
    Optional<SchemaVersion> same = same(subject, request, content);
    if (same.isPresent()) {
      return new Change<>(List.of(), same.get());
    }
    Mode mode = table.modeInForce(subject);
    checkMode(subject, request, mode);
    LoadedSchema loaded = load(content, Which.LIVE);
    checkLimits(subject, content);
    SchemaVersion version =
        mode == Mode.IMPORT
            ? imported(subject, request, content)
            : next(subject, request, content, loaded);
    return new Change<>(List.of(RegistryRecords.version(version)), version);
  }

  /** There is nothing to do, in whatever mode the subject is. */
  Optional<SchemaVersion> same(String subject, SchemaRequest request, SchemaContent content) {
    return find(subject, content, Which.LIVE)
        .filter(v -> request.id() < 0 || request.id() == v.id());
  }

  Optional<SchemaVersion> find(String subject, SchemaContent content, Which which) {
    return table.versions(subject, which).stream()
        .filter(v -> v.content().equals(content))
        .reduce((earlier, later) -> later);
  }

  /**
   * With one version, by the subject's rule.
   *
   * @return what does not fit; empty: it does
   */
  List<String> problems(String subject, SchemaContent content, SchemaVersion older) {
    LoadedSchema newer = load(content, Which.LIVE);
    return problems(subject, newer, List.of(older));
  }

  /** With the versions that registering would look at. */
  List<String> problems(String subject, SchemaContent content) {
    return problems(subject, load(content, Which.LIVE), toFit(subject));
  }

  private SchemaVersion next(
      String subject, SchemaRequest request, SchemaContent content, LoadedSchema loaded) {
    int number = nextNumber(subject);
    if (request.version() > 0 && request.version() != number) {
      throw RegistryException.invalidSchema(
          "version is %d, the next version of subject '%s' is %d"
              .formatted(request.version(), subject, number));
    }
    List<String> problems = problems(subject, loaded, toFit(subject));
    if (!problems.isEmpty()) {
      throw RegistryException.incompatible(subject, problems);
    }
    int id = table.idOf(content).orElseGet(() -> Math.addExact(table.highestId(), 1));
    return new SchemaVersion(subject, number, id, content, false);
  }

  private SchemaVersion imported(String subject, SchemaRequest request, SchemaContent content) {
    boolean taken = table.schema(request.id()).filter(c -> !c.equals(content)).isPresent();
    if (taken) {
      throw RegistryException.idTaken(request.id());
    }
    int number = request.version() > 0 ? request.version() : nextNumber(subject);
    if (table.version(subject, number, Which.ALL).isPresent()) {
      throw RegistryException.notPermitted(
          "Subject %s has a version %d already".formatted(subject, number));
    }
    return new SchemaVersion(subject, number, request.id(), content, false);
  }

  private int nextNumber(String subject) {
    return VersionId.LATEST
        .in(table.versions(subject, Which.ALL))
        .map(last -> Math.addExact(last.version(), 1))
        .orElse(1);
  }

  private List<SchemaVersion> toFit(String subject) {
    List<SchemaVersion> live = table.versions(subject, Which.LIVE);
    return table.levelInForce(subject).transitive() || live.isEmpty()
        ? live
        : live.subList(live.size() - 1, live.size());
  }

  private List<String> problems(String subject, LoadedSchema newer, List<SchemaVersion> olders) {
    CompatibilityLevel level = table.levelInForce(subject);
    if (level == CompatibilityLevel.NONE) {
      return List.of();
    }
    for (int i = olders.size() - 1; i >= 0; i--) {
      SchemaVersion older = olders.get(i);
      List<String> found = compatibility.problems(level, load(older.content(), Which.ALL), newer);
      if (!found.isEmpty()) {
        List<String> all = new ArrayList<>(found);
        all.add("{oldSchemaVersion: " + older.version() + "}");
        all.add("{oldSchema: '" + older.content().text() + "'}");
        all.add("{compatibility: '" + level + "'}");
        return all;
      }
    }
    return List.of();
  }

  private LoadedSchema load(SchemaContent content, Which referred) {
    return LoadedSchema.of(
        reader, content.text(), References.texts(table, content, referred, limits));
  }

  private static void checkMode(String subject, SchemaRequest request, Mode mode) {
    if (mode == Mode.READONLY) {
      throw RegistryException.notPermitted("Subject " + subject + " is in read-only mode");
    }
    if (request.id() >= 0 && mode != Mode.IMPORT) {
      throw RegistryException.notPermitted("Subject " + subject + " is not in import mode");
    }
    if (request.id() < 0 && mode == Mode.IMPORT) {
      throw RegistryException.notPermitted("Subject " + subject + " is not in read-write mode");
    }
  }

  private void checkLimits(String subject, SchemaContent content) {
    int versions = table.versions(subject, Which.ALL).size();
    if (versions == 0 && table.subjectCount() >= limits.subjectsMax()) {
      throw RegistryException.notPermitted(
          "there are %d subjects, deleted ones counted; the limit is %d (registry.subjects_max)"
              .formatted(table.subjectCount(), limits.subjectsMax()));
    }
    if (versions >= limits.versionsMax()) {
      throw RegistryException.notPermitted(
          "subject %s has %d versions, deleted ones counted; the limit is %d (registry.versions_max)"
              .formatted(subject, versions, limits.versionsMax()));
    }
    long length = table.textLength() + content.text().length();
    if (table.idOf(content).isEmpty() && length > limits.textMax()) {
      throw RegistryException.notPermitted(
          "all schemas together would have %d characters; the limit is %d (registry.text_max)"
              .formatted(length, limits.textMax()));
    }
  }

  static void checkSubject(String subject) {
    String why =
        subject.isBlank()
            ? "it is empty"
            : subject.chars().anyMatch(Character::isISOControl)
                ? "it holds a control character"
                : subject.length() > RegistryLimits.SUBJECT_CHARS_MAX
                    ? "it is longer than " + RegistryLimits.SUBJECT_CHARS_MAX + " characters"
                    : subject.startsWith(":.") ? "contexts are not supported" : null;
    if (why != null) {
      throw RegistryException.invalidSubject(subject, why);
    }
  }
}
