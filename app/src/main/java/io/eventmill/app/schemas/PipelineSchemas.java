package io.eventmill.app.schemas;

import io.eventmill.jobs.embedded.NotReadyException;
import io.eventmill.pipeline.PinnedSchema;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.pipeline.SchemaPins;
import io.eventmill.pipeline.SchemaRef;
import io.eventmill.registry.client.RegisteredSchema;
import io.eventmill.registry.client.SchemaAnswer;
import io.eventmill.steps.validate.BadSchemaException;
import io.eventmill.steps.validate.SchemaBundle;
import io.eventmill.steps.validate.SchemaSettings;
import io.eventmill.steps.validate.SchemaValidator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The schemas of one pipeline. A schema that was found once is known for good: whatever becomes of
 * the registry, the subject or the file, the pipeline goes on with it until there is a newer one
 * that can be used. {@link #look} is for one thread, the rest for any.
 */
final class PipelineSchemas {
  private static final Logger LOG = LoggerFactory.getLogger(PipelineSchemas.class);

  private final Pipeline pipeline;
  private final Path folder;
  private final Registry registry;
  private final PinsFile file;
  private final SchemaSettings settings;
  private final List<SchemaRef> refs;
  private final Map<String, RegisteredSchema> answered = new HashMap<>();
  private volatile Map<String, PinnedSchema> known;
  private volatile Map<String, String> troubles = Map.of();
  private volatile Given given;

  /**
   * @param pins null: it was told to wait
   */
  private record Given(SchemaPins pins) {}

  /**
   * @param folder where the pipeline's files lie
   */
  PipelineSchemas(
      Pipeline pipeline, Path folder, Registry registry, PinsFile file, SchemaSettings settings) {
    this.pipeline = pipeline;
    this.folder = folder;
    this.registry = registry;
    this.file = file;
    this.settings = settings;
    Map<String, SchemaRef> distinct = new TreeMap<>();
    pipeline.sources().stream()
        .flatMap(source -> source.schema().all().stream())
        .forEach(ref -> distinct.putIfAbsent(ref.key(), ref));
    this.refs = List.copyOf(distinct.values());
    this.known = refs.isEmpty() ? Map.of() : Map.copyOf(file.read(registry.described()));
  }

  Pipeline pipeline() {
    return pipeline;
  }

  boolean isEmpty() {
    return refs.isEmpty();
  }

  /** Asks for each schema. */
  void look() {
    Map<String, PinnedSchema> found = new HashMap<>();
    Map<String, String> wrong = new TreeMap<>();
    for (SchemaRef ref : refs) {
      PinnedSchema before = known.get(ref.key());
      try {
        found.put(ref.key(), ask(ref, before));
      } catch (NotReadyException e) {
        wrong.put(ref.key(), e.getMessage());
        if (before != null) {
          found.put(ref.key(), before);
        }
      }
    }
    tell(wrong, found);
    troubles = Map.copyOf(wrong);
    if (!found.equals(known)) {
      file.write(registry.described(), found); // before a job uses them
      known = Map.copyOf(found);
    }
  }

  /** True when the job would get other pins now than those it got. */
  boolean isOutdated() {
    Given had = given;
    return had != null && !had.equals(toGive());
  }

  /**
   * @throws NotReadyException when one is not known and the pipeline's events shall wait for it
   */
  SchemaPins pins() {
    given = toGive();
    return given.pins() == null ? current() : given.pins();
  }

  private Given toGive() {
    try {
      return new Given(current());
    } catch (NotReadyException e) {
      return new Given(null);
    }
  }

  /**
   * @throws NotReadyException as {@link #pins}
   */
  SchemaPins current() {
    Map<String, PinnedSchema> now = known;
    Map<String, PinnedSchema> used = new HashMap<>();
    Map<String, String> unknown = new HashMap<>();
    for (SchemaRef ref : refs) {
      PinnedSchema pin = now.get(ref.key());
      if (pin != null) {
        used.put(ref.key(), pin);
      } else if (pipeline.registry().waits()) {
        throw new NotReadyException(
            troubles.getOrDefault(ref.key(), title(ref) + " is being looked for"));
      } else {
        // The same sentence always: it is part of what the event's outcome is.
        unknown.put(ref.key(), title(ref) + " is not known to " + registry.described());
      }
    }
    return new SchemaPins(used, unknown);
  }

  /** What is in the way of the newest schemas; empty when nothing is. */
  Optional<String> trouble() {
    return troubles.values().stream().sorted().findFirst();
  }

  private PinnedSchema ask(SchemaRef ref, PinnedSchema before) {
    SchemaAnswer answer =
        ref.isFile()
            ? registry.keep(ref.subject(), text(ref))
            : registry.version(ref.subject(), ref.version());
    if (answer instanceof SchemaAnswer.Found found) {
      RegisteredSchema schema = found.schema();
      if (before != null && schema.equals(answered.get(ref.key()))) {
        return before;
      }
      PinnedSchema pin = pin(ref, schema);
      answered.put(ref.key(), schema);
      return pin;
    }
    String why =
        answer instanceof SchemaAnswer.Away away
            ? " cannot be asked for: " + away.message()
            : ref.isFile()
                ? " is not taken: " + ((SchemaAnswer.NotFound) answer).message() + remedy(ref)
                : " is not there: " + ((SchemaAnswer.NotFound) answer).message();
    throw new NotReadyException(title(ref) + " in " + registry.described() + why);
  }

  private PinnedSchema pin(SchemaRef ref, RegisteredSchema schema) {
    try {
      String text = SchemaBundle.of(schema.text(), schema.references());
      SchemaValidator.compile(text, settings);
      return new PinnedSchema(ref.subject(), schema.version(), schema.id(), text);
    } catch (BadSchemaException e) {
      throw new NotReadyException(
          "%s, version %d in %s, cannot be used: %s"
              .formatted(title(ref), schema.version(), registry.described(), e.getMessage()));
    }
  }

  private String text(SchemaRef ref) {
    Path path = folder.resolve(ref.name());
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new NotReadyException("the schema " + path + " cannot be read as UTF-8 text: " + e);
    }
  }

  private static String title(SchemaRef ref) {
    return ref.isFile()
        ? "the schema " + ref.name() + " (subject '" + ref.subject() + "')"
        : "the schema of subject '"
            + ref.subject()
            + (ref.version() == 0 ? "'" : "', version " + ref.version() + ",");
  }

  private static String remedy(SchemaRef ref) {
    return "; a change that the subject's rule does not allow needs another rule:"
        + " PUT /config/%s with {\"compatibility\":\"NONE\"}".formatted(ref.subject());
  }

  private void tell(Map<String, String> wrong, Map<String, PinnedSchema> found) {
    List<String> news = new ArrayList<>();
    wrong.forEach(
        (key, why) -> {
          if (!why.equals(troubles.get(key))) {
            PinnedSchema pin = found.get(key);
            news.add(why + (pin == null ? "" : "; events are checked with " + pin.title() + " on"));
          }
        });
    news.forEach(line -> LOG.warn("Pipeline {}: {}", pipeline.name(), line));
    found.forEach(
        (key, pin) -> {
          if (!pin.equals(known.get(key))) {
            LOG.info("Pipeline {}: {} is {}, id {}", pipeline.name(), key, pin.title(), pin.id());
          }
        });
  }
}
