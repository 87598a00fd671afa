package io.eventmill.registry;

import io.eventmill.registry.client.RegisteredSchema;
import io.eventmill.registry.client.SchemaAnswer;
import io.eventmill.topics.CompactedLog;
import io.eventmill.topics.CompactedLog.Change;
import io.eventmill.topics.KafkaAddress;
import io.eventmill.topics.LogAwayException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The registry. What it has answered to a write is on the log with all in-sync replicas and in its
 * own table. Any number of processes share one topic; two never give one id to two schemas. Reads
 * come from memory, also while Kafka is away; what is not found in memory is looked for on the log
 * before it is said to be missing. If the process dies, nothing is lost: the next one reads the
 * topic.
 */
public final class SchemaRegistry implements AutoCloseable {
  private final RegistryLimits limits;
  private final RegistryTable table = new RegistryTable();
  private final Registrations registrations;
  private final Deletions deletions = new Deletions(table);
  private final CompactedLog log;

  private SchemaRegistry(KafkaAddress kafka, RegistrySettings settings, RandomGenerator random) {
    limits = settings.limits();
    registrations = new Registrations(table, limits);
    log = CompactedLog.open(kafka, settings.log(), table::apply, random);
  }

  /**
   * Makes the topic if there is none and reads it all.
   *
   * @param random spreads the tries of processes that write at the same moment
   */
  public static SchemaRegistry open(
      KafkaAddress kafka, RegistrySettings settings, RandomGenerator random) {
    return new SchemaRegistry(kafka, settings, random);
  }

  /** How much it takes. */
  public RegistryLimits limits() {
    return limits;
  }

  /** The same schema again gives the same version; blocks until it is kept. */
  public SchemaVersion register(String subject, SchemaRequest request) {
    SchemaContent content = registrations.content(request);
    catchUp(); // every producer registers at its start: that should not cost a write
    Optional<SchemaVersion> same = registrations.same(subject, request, content);
    return same.isPresent()
        ? same.get()
        : write(() -> registrations.register(subject, request, content));
  }

  /** Whether it is registered under the subject already. */
  public Optional<SchemaVersion> lookUp(String subject, SchemaRequest request, Which which) {
    SchemaContent content = registrations.content(request);
    return find(() -> registrations.find(subject, content, which));
  }

  public List<String> subjects(String prefix, Which which) {
    return table.subjects(prefix, which);
  }

  /** In their order; none when there is no such subject. */
  public List<SchemaVersion> versions(String subject, Which which) {
    return find(() -> Optional.of(table.versions(subject, which)).filter(v -> !v.isEmpty()))
        .orElse(List.of());
  }

  public Optional<SchemaVersion> version(String subject, VersionId id, Which which) {
    return find(() -> id.in(table.versions(subject, which)));
  }

  /** What a client of this registry would be told; never throws for what the registry holds. */
  public SchemaAnswer answer(String subject, VersionId id) {
    try {
      Optional<SchemaVersion> found = version(subject, id, Which.LIVE);
      return found.isPresent()
          ? new SchemaAnswer.Found(withReferences(found.get()), false)
          : new SchemaAnswer.NotFound(
              versions(subject, Which.LIVE).isEmpty()
                  ? "Subject '%s' not found.".formatted(subject)
                  : "Version %s of subject '%s' not found.".formatted(id.number(), subject));
    } catch (RegistryException e) {
      return e.status() < 500
          ? new SchemaAnswer.NotFound(e.getMessage())
          : new SchemaAnswer.Away(e.getMessage());
    }
  }

  /** With the texts of the schemas that it refers to, directly and by others. */
  public RegisteredSchema withReferences(SchemaVersion version) {
    return new RegisteredSchema(
        version.id(),
        version.subject(),
        version.version(),
        version.content().text(),
        References.texts(table, version.content(), Which.ALL, limits));
  }

  public Optional<SchemaContent> schema(int id) {
    return find(() -> table.schema(id));
  }

  public Optional<Integer> idOfGuid(String guid) {
    return find(() -> table.idOfGuid(guid));
  }

  public List<SchemaVersion> versionsWithId(int id, Which which) {
    return table.withId(id, which);
  }

  public List<SchemaVersion> referringTo(SchemaVersion version) {
    return table.referringTo(version.subject(), version.version(), Which.LIVE);
  }

  public int highestId() {
    return table.highestId();
  }

  /**
   * What in the schema does not fit, by the subject's rule; empty: it fits.
   *
   * @param older null: the versions that registering would look at
   */
  public List<String> problems(String subject, SchemaRequest request, SchemaVersion older) {
    SchemaContent content = registrations.content(request);
    return older == null
        ? registrations.problems(subject, content)
        : registrations.problems(subject, content, older);
  }

  /** Softly: still found by id; {@code permanent} only after that. */
  public int deleteVersion(String subject, VersionId id, boolean permanent) {
    return write(() -> deletions.version(subject, id, permanent));
  }

  /** As {@link #deleteVersion}; returns the versions deleted. */
  public List<Integer> deleteSubject(String subject, boolean permanent) {
    return write(() -> deletions.subject(subject, permanent));
  }

  /** The subject's own level; of null: the one for all, if it was set. */
  public Optional<CompatibilityLevel> level(String subject) {
    return table.level(subject);
  }

  public CompatibilityLevel levelInForce(String subject) {
    return table.levelInForce(subject);
  }

  /**
   * @param subject null: for all that have no level of their own
   * @param level null: no level of its own any more
   * @return the level before
   */
  public Optional<CompatibilityLevel> setLevel(String subject, CompatibilityLevel level) {
    return write(
        () -> {
          Optional<CompatibilityLevel> before = table.level(subject);
          checkSetting(subject, before.isEmpty() && level != null);
          boolean same = before.equals(Optional.ofNullable(level));
          return new Change<>(
              same ? List.of() : List.of(RegistryRecords.level(subject, level)), before);
        });
  }

  /** As {@link #level}. */
  public Optional<Mode> mode(String subject) {
    return table.mode(subject);
  }

  public Mode modeInForce(String subject) {
    return table.modeInForce(subject);
  }

  /**
   * As {@link #setLevel}.
   *
   * @param force import where there are schemas already
   */
  public Optional<Mode> setMode(String subject, Mode mode, boolean force) {
    return write(
        () -> {
          Optional<Mode> before = table.mode(subject);
          checkSetting(subject, before.isEmpty() && mode != null);
          if (mode == Mode.IMPORT && !force && hasSchemas(subject)) {
            throw RegistryException.notPermitted("Cannot import since found existing subjects");
          }
          boolean same = before.equals(Optional.ofNullable(mode));
          return new Change<>(
              same ? List.of() : List.of(RegistryRecords.mode(subject, mode)), before);
        });
  }

  /** Why the registry's memory is no longer kept up with the topic, if it is not. */
  public Optional<String> problem() {
    return log.problem();
  }

  private boolean hasSchemas(String subject) {
    return subject == null
        ? !table.subjects("", Which.LIVE).isEmpty()
        : !table.versions(subject, Which.LIVE).isEmpty();
  }

  private void checkSetting(String subject, boolean added) {
    if (subject != null) {
      Registrations.checkSubject(subject);
    }
    if (added && table.settingCount() >= limits.subjectsMax()) {
      throw RegistryException.notPermitted(
          "%d subjects have settings of their own; the limit is %d (registry.subjects_max)"
              .formatted(table.settingCount(), limits.subjectsMax()));
    }
  }

  /** Another process may have written it a moment ago. */
  private <T> Optional<T> find(Supplier<Optional<T>> look) {
    Optional<T> found = look.get();
    if (found.isPresent()) {
      return found;
    }
    catchUp();
    return look.get();
  }

  private void catchUp() {
    try {
      log.catchUp();
    } catch (LogAwayException e) {
      throw RegistryException.logAway(e);
    }
  }

  private <T> T write(Supplier<Change<T>> decision) {
    try {
      return log.write(decision);
    } catch (LogAwayException e) {
      throw RegistryException.logAway(e);
    }
  }

  /** Finishes the write under way. */
  @Override
  public void close() {
    log.close();
  }
}
