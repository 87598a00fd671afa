package io.eventmill.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.eventmill.topics.CompactedLog.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The registry's state: what the log's records come to, in their order. One thread applies them,
 * any thread looks. It keeps no more than the log has, so it is the same in every process that has
 * read as far.
 */
final class RegistryTable {
  private static final Logger log = LoggerFactory.getLogger(RegistryTable.class);

  private final NavigableMap<String, NavigableMap<Integer, SchemaVersion>> subjects =
      new TreeMap<>();
  private final Map<Integer, Kept> byId = new HashMap<>();
  private final Map<SchemaContent, Integer> ids = new HashMap<>();
  private final Map<String, CompatibilityLevel> levels = new HashMap<>();
  private final Map<String, Mode> modes = new HashMap<>();
  private int highestId;
  private long textLength;

  /** A schema and how many versions hold it. */
  private record Kept(SchemaContent content, int uses) {}

  /** Never throws: a record that another program left there must not stop the registry. */
  synchronized void apply(Entry entry) {
    try {
      JsonNode key = RegistryRecords.parse(entry.key());
      JsonNode value = entry.value() == null ? null : RegistryRecords.parse(entry.value());
      String subject = key.path("subject").asText(null);
      switch (key.path("keytype").asText()) {
        case "SCHEMA" -> applyVersion(subject, key.required("version").asInt(), value);
        case "CONFIG" ->
            set(levels, subject, value, "compatibilityLevel", CompatibilityLevel.class);
        case "MODE" -> set(modes, subject, value, "mode", Mode.class);
        case "HIGHEST_ID" -> highestId = Math.max(highestId, value.required("id").asInt());
        default -> log.debug("registry: key {} is none of ours", entry.key());
      }
    } catch (JsonProcessingException | RuntimeException e) {
      log.warn("registry: the record with key {} cannot be read and is left out", entry.key(), e);
    }
  }

  private void applyVersion(String subject, int number, JsonNode value) {
    SchemaVersion version = value == null ? null : RegistryRecords.version(value);
    if (version != null && !value.path("schemaType").asText("AVRO").equals("JSON")) {
      log.warn(
          "registry: subject {} version {} is no JSON Schema and is left out", subject, number);
      version = null;
    }
    NavigableMap<Integer, SchemaVersion> versions =
        subjects.computeIfAbsent(subject, s -> new TreeMap<>());
    SchemaVersion before =
        version == null ? versions.remove(number) : versions.put(number, keep(version));
    if (before != null) {
      release(before);
    }
    if (versions.isEmpty()) {
      subjects.remove(subject);
    }
  }

  /** One text in memory for all versions that hold it. */
  private SchemaVersion keep(SchemaVersion version) {
    highestId = Math.max(highestId, version.id());
    Kept kept = byId.get(version.id());
    if (kept == null) {
      byId.put(version.id(), new Kept(version.content(), 1));
      ids.putIfAbsent(version.content(), version.id());
      textLength += version.content().text().length();
      return version;
    }
    byId.put(version.id(), new Kept(kept.content(), kept.uses() + 1));
    return new SchemaVersion(
        version.subject(), version.version(), version.id(), kept.content(), version.deleted());
  }

  private void release(SchemaVersion version) {
    Kept kept = byId.get(version.id());
    if (kept.uses() > 1) {
      byId.put(version.id(), new Kept(kept.content(), kept.uses() - 1));
      return;
    }
    byId.remove(version.id());
    ids.remove(kept.content(), version.id());
    textLength -= kept.content().text().length();
  }

  private static <E extends Enum<E>> void set(
      Map<String, E> settings, String subject, JsonNode value, String name, Class<E> type) {
    if (value == null) {
      settings.remove(subject);
    } else {
      settings.put(subject, Enum.valueOf(type, value.required(name).asText()));
    }
  }

  /** In the order of their names. */
  synchronized List<String> subjects(String prefix, Which which) {
    List<String> found = new ArrayList<>();
    for (var subject : subjects.tailMap(prefix, true).entrySet()) {
      if (!subject.getKey().startsWith(prefix)) {
        break;
      }
      if (subject.getValue().values().stream().anyMatch(which::takes)) {
        found.add(subject.getKey());
      }
    }
    return found;
  }

  /** Empty when there is none, whether or not there is a subject. */
  synchronized List<SchemaVersion> versions(String subject, Which which) {
    NavigableMap<Integer, SchemaVersion> versions = subjects.get(subject);
    return versions == null ? List.of() : versions.values().stream().filter(which::takes).toList();
  }

  synchronized Optional<SchemaVersion> version(String subject, int number, Which which) {
    NavigableMap<Integer, SchemaVersion> versions = subjects.get(subject);
    return Optional.ofNullable(versions == null ? null : versions.get(number)).filter(which::takes);
  }

  synchronized Optional<SchemaContent> schema(int id) {
    return Optional.ofNullable(byId.get(id)).map(Kept::content);
  }

  synchronized Optional<Integer> idOf(SchemaContent content) {
    return Optional.ofNullable(ids.get(content));
  }

  synchronized Optional<Integer> idOfGuid(String guid) {
    return ids.entrySet().stream()
        .filter(e -> e.getKey().guid().equals(guid))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  synchronized List<SchemaVersion> withId(int id, Which which) {
    return all().filter(v -> v.id() == id && which.takes(v)).toList();
  }

  /** The versions whose schema refers to this one. */
  synchronized List<SchemaVersion> referringTo(String subject, int version, Which which) {
    return all()
        .filter(which::takes)
        .filter(
            v ->
                v.content().references().stream()
                    .anyMatch(r -> r.subject().equals(subject) && r.version() == version))
        .toList();
  }

  private Stream<SchemaVersion> all() {
    return subjects.values().stream().flatMap(versions -> versions.values().stream());
  }

  /**
   * @param subject null: for all
   */
  synchronized Optional<CompatibilityLevel> level(String subject) {
    return Optional.ofNullable(levels.get(subject));
  }

  /** As {@link #level}. */
  synchronized Optional<Mode> mode(String subject) {
    return Optional.ofNullable(modes.get(subject));
  }

  CompatibilityLevel levelInForce(String subject) {
    return level(subject).or(() -> level(null)).orElse(CompatibilityLevel.BACKWARD);
  }

  Mode modeInForce(String subject) {
    return mode(subject).or(() -> mode(null)).orElse(Mode.READWRITE);
  }

  /** An id once given is never given to another schema: events carry it for good. */
  synchronized int highestId() {
    return highestId;
  }

  synchronized int subjectCount() {
    return subjects.size();
  }

  /** Subjects with a level or a mode of their own; they need not have a schema. */
  synchronized int settingCount() {
    return Math.max(levels.size(), modes.size());
  }

  synchronized long textLength() {
    return textLength;
  }
}
