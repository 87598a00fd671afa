package io.eventmill.registry;

import io.eventmill.topics.CompactedLog.Change;
import io.eventmill.topics.CompactedLog.Entry;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides on deletions: first softly, so that what was written with a schema is still read, and
 * only then for good. Pure, as {@link Registrations} is.
 */
final class Deletions {
  private final RegistryTable table;

  Deletions(RegistryTable table) {
    this.table = table;
  }

  Change<Integer> version(String subject, VersionId id, boolean permanent) {
    checkMode(subject);
    List<SchemaVersion> all = table.versions(subject, Which.ALL);
    if (all.isEmpty()) {
      throw RegistryException.subjectNotFound(subject);
    }
    List<SchemaVersion> meant =
        id.latest() && !permanent ? table.versions(subject, Which.LIVE) : all;
    SchemaVersion version =
        id.in(meant).orElseThrow(() -> RegistryException.versionNotFound(id.number()));
    if (!permanent && version.deleted()) {
      throw RegistryException.versionSoftDeleted(subject, version.version());
    }
    if (permanent && !version.deleted()) {
      throw RegistryException.versionNotSoftDeleted(subject, version.version());
    }
    checkNotReferenced(List.of(version), permanent);
    return new Change<>(entries(List.of(version), permanent), version.version());
  }

  Change<List<Integer>> subject(String subject, boolean permanent) {
    checkMode(subject);
    List<SchemaVersion> all = table.versions(subject, Which.ALL);
    List<SchemaVersion> live = table.versions(subject, Which.LIVE);
    if (all.isEmpty()) {
      throw RegistryException.subjectNotFound(subject);
    }
    if (!permanent && live.isEmpty()) {
      throw RegistryException.subjectSoftDeleted(subject);
    }
    if (permanent && !live.isEmpty()) {
      throw RegistryException.subjectNotSoftDeleted(subject);
    }
    List<SchemaVersion> gone = permanent ? all : live;
    checkNotReferenced(gone, permanent);
    List<Entry> entries = new ArrayList<>(entries(gone, permanent));
    if (table.level(subject).isPresent()) {
      entries.add(RegistryRecords.level(subject, null));
    }
    if (table.mode(subject).isPresent()) {
      entries.add(RegistryRecords.mode(subject, null));
    }
    return new Change<>(entries, gone.stream().map(SchemaVersion::version).toList());
  }

  private List<Entry> entries(List<SchemaVersion> versions, boolean permanent) {
    List<Entry> entries = new ArrayList<>();
    for (SchemaVersion version : versions) {
      entries.add(
          permanent
              ? RegistryRecords.noVersion(version.subject(), version.version())
              : RegistryRecords.version(version.withDeleted()));
    }
    if (permanent) {
      // With the last version of the highest id goes the only record of that id.
      entries.add(RegistryRecords.highestId(table.highestId()));
    }
    return entries;
  }

  /** For good only when nobody refers to it at all; those that go with it do not count. */
  private void checkNotReferenced(List<SchemaVersion> gone, boolean permanent) {
    for (SchemaVersion version : gone) {
      List<Integer> by =
          table
              .referringTo(version.subject(), version.version(), permanent ? Which.ALL : Which.LIVE)
              .stream()
              .filter(v -> !gone.contains(v))
              .map(SchemaVersion::id)
              .distinct()
              .toList();
      if (!by.isEmpty()) {
        throw RegistryException.referenced(version.subject(), version.version(), by);
      }
    }
  }

  private void checkMode(String subject) {
    if (table.modeInForce(subject) == Mode.READONLY) {
      throw RegistryException.notPermitted("Subject " + subject + " is in read-only mode");
    }
  }
}
