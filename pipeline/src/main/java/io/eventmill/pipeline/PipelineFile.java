package io.eventmill.pipeline;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a pipeline file and notes everything that is wrong with it. Opens nothing but the file. */
public final class PipelineFile {
  /** What Kafka allows in a topic name; a source's name becomes part of one. */
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,99}");

  private static final int ROUTES_MAX = 100;

  private static final List<String> TIME_OTHERWISE = List.of("fails", "received");

  private PipelineFile() {}

  /**
   * @param pipeline null when there are problems that leave nothing to run
   */
  public record Read(Pipeline pipeline, List<Problem> problems) {}

  /** The file of a pipeline given as a folder or a file. */
  public static Path locate(Path given) {
    return Files.isDirectory(given) ? given.resolve("pipeline.yaml") : given;
  }

  public static Read read(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    return parse(Files.readString(file, StandardCharsets.UTF_8), folder);
  }

  /**
   * Steps may add problems of their own to {@code problems} until they have read their settings.
   */
  public static Read parse(String yaml) {
    return parse(yaml, null);
  }

  /**
   * @param folder that files it names are looked for in; null for that of the process
   */
  public static Read parse(String yaml, Path folder) {
    List<Problem> problems = new ArrayList<>();
    Node root;
    try {
      Optional<Node> composed =
          new Compose(LoadSettings.builder().setAllowDuplicateKeys(true).build())
              .composeString(yaml);
      root = composed.orElse(null);
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(m -> m.getLine() + 1).orElse(0);
      problems.add(new Problem("", line, "not YAML: " + e.getProblem()));
      return new Read(null, problems);
    } catch (YamlEngineException e) {
      problems.add(new Problem("", 0, "not YAML: " + e.getMessage()));
      return new Read(null, problems);
    }
    if (root == null) {
      problems.add(
          new Problem("", 0, "the file is empty; a pipeline has at least name and sources"));
      return new Read(null, problems);
    }
    Pipeline pipeline;
    try (Section top = new Section("", root, problems, folder)) {
      pipeline = pipeline(top, yaml, folder);
    }
    return new Read(pipeline, problems);
  }

  private static Pipeline pipeline(Section top, String yaml, Path folder) {
    String name = name(top, "name");
    List<Source> sources = new ArrayList<>();
    TopicNames topics = new TopicNames();
    if (!top.has("sources")) {
      top.problem("sources", "is required and missing: name at least one source of events");
    }
    Section all = top.section("sources");
    for (String source : all.keys()) {
      if (!NAME.matcher(source).matches()) {
        all.problem(source, nameRule(source));
      }
      try (Section section = all.section(source)) {
        sources.add(source(source, section, topics));
      }
    }
    List<EnrichSpec> enrich = new ArrayList<>();
    for (Section entry : top.sections("enrich")) {
      if (entry.keys().size() != 1) {
        entry.problem("", "expected one enrichment, found " + entry.keys());
      }
      for (String kind : entry.keys()) {
        enrich.add(new EnrichSpec(kind, entry.section(kind)));
      }
    }
    RegistryUse registry;
    try (Section section = top.section("registry")) {
      registry = RegistryUse.read(section);
    }
    Stores stores;
    try (Section section = top.section("stores");
        Section postgres = top.section("postgres");
        Section opensearch = top.section("opensearch")) {
      stores = Stores.read(section, postgres, opensearch);
    }
    List<Route> routes = routes(top, sources, topics);
    List<Count> counts = counts(top, sources, topics);
    List<Attribution> attributions = attributions(top, sources, topics);
    List<Archive> archives = archives(top, sources);
    return new Pipeline(
        name,
        sources,
        enrich,
        routes,
        counts,
        attributions,
        archives,
        registry,
        stores,
        yaml,
        folder);
  }

  private static List<Route> routes(Section top, List<Source> sources, TopicNames topics) {
    List<Route> routes = new ArrayList<>();
    List<String> known = sources.stream().map(Source::name).toList();
    List<String> names = new ArrayList<>();
    for (Section entry : top.sections("routes")) {
      try (entry) {
        String name = name(entry, "name");
        if (names.contains(name)) {
          entry.problem("name", "'" + name + "' is used by another route already");
        }
        names.add(name);
        routes.add(RouteSection.read(name, entry, known, topics));
      }
    }
    if (routes.size() > ROUTES_MAX) {
      top.problem("routes", "has " + routes.size() + " routes, the most is " + ROUTES_MAX);
    }
    return routes;
  }

  private static List<Count> counts(Section top, List<Source> sources, TopicNames topics) {
    List<Count> counts = new ArrayList<>();
    List<String> known = sources.stream().map(Source::name).toList();
    List<String> names = new ArrayList<>();
    for (Section entry : top.sections("counts")) {
      try (entry) {
        String name = name(entry, "name");
        if (names.contains(name)) {
          entry.problem("name", "'" + name + "' is used by another count already");
        }
        names.add(name);
        ResultTopic topic = resultTopic(entry, "counts-" + name, topics);
        counts.add(CountSection.read(name, topic, entry, known));
      }
    }
    return counts;
  }

  private static List<Attribution> attributions(
      Section top, List<Source> sources, TopicNames topics) {
    List<Attribution> attributions = new ArrayList<>();
    List<String> known = sources.stream().map(Source::name).toList();
    List<String> names = new ArrayList<>();
    for (Section entry : top.sections("attribution")) {
      try (entry) {
        String name = name(entry, "name");
        if (names.contains(name)) {
          entry.problem("name", "'" + name + "' is used by another attribution already");
        }
        names.add(name);
        ResultTopic topic = resultTopic(entry, "attributed-" + name, topics);
        attributions.add(AttributionSection.read(name, topic, entry, known));
      }
    }
    return attributions;
  }

  private static List<Archive> archives(Section top, List<Source> sources) {
    List<Archive> archives = new ArrayList<>();
    List<String> known = sources.stream().map(Source::name).toList();
    for (Section entry : top.oneOrMore("archive")) {
      try (entry) {
        String name = entry.has("name") ? name(entry, "name") : entry.text("from", "raw");
        Archive archive = ArchiveSection.read(name, entry, known);
        for (Archive other : archives) {
          if (other.name().equals(name)) {
            entry.problem(
                "name", "'" + name + "' is the name of another archive already; give it its own");
          }
          if (overlap(other.to(), archive.to())) {
            entry.problem(
                "to",
                "'%s' and '%s' of archive %s lie in each other; give each a folder of its own"
                    .formatted(archive.to(), other.to(), other.name()));
          }
        }
        archives.add(archive);
      }
    }
    return archives;
  }

  private static boolean overlap(String one, String other) {
    String a = one.replaceAll("/+$", "") + "/";
    String b = other.replaceAll("/+$", "") + "/";
    return a.startsWith(b) || b.startsWith(a);
  }

  private static ResultTopic resultTopic(Section entry, String otherwise, TopicNames topics) {
    String topic = entry.text("topic", otherwise);
    topics.take(entry, "topic", topic, entry.path());
    return new ResultTopic(
        topic,
        entry.integer("partitions", 1, 1, 10_000),
        (short) entry.integer("replication", 1, 1, 100));
  }

  private static Source source(String name, Section section, TopicNames names) {
    SourceTopics topics;
    try (Section t = section.section("topics")) {
      topics =
          new SourceTopics(
              topic(t, "raw", "raw-" + name, name, names),
              topic(t, "enriched", "enriched-" + name, name, names),
              topic(t, "failed", "failed-" + name, name, names),
              topic(t, "dropped", "dropped-" + name, name, names),
              t.integer("partitions", 1, 1, 10_000),
              (short) t.integer("replication", 1, 1, 100),
              t.duration("retention", (Duration) null));
    }
    EventFields event;
    try (Section e = section.section("event")) {
      String fixedType = e.optionalText("fixed_type");
      event =
          new EventFields(
              e.optionalPointer("id"),
              fixedType == null ? e.pointer("type") : e.optionalPointer("type"),
              e.pointer("time"),
              e.optionalPointer("key"),
              fixedType,
              e.oneOf("time_otherwise", "fails", TIME_OTHERWISE).equals("received"));
    }
    Deduplicate deduplicate;
    try (Section d = section.section("deduplicate")) {
      deduplicate = Deduplicate.read(d);
    }
    return new Source(
        name,
        topics,
        event,
        section.zone("time_zone", ZoneOffset.UTC),
        deduplicate,
        SourceSchema.read(section),
        Retain.read(section),
        Intake.read(section),
        section.rule("keep"));
  }

  private static String topic(
      Section section, String key, String otherwise, String source, TopicNames users) {
    String topic = section.text(key, otherwise);
    users.take(section, key, topic, "sources." + source + "." + key);
    return topic;
  }

  private static String name(Section section, String key) {
    String name = section.text(key);
    if (!name.isEmpty() && !NAME.matcher(name).matches()) {
      section.problem(key, nameRule(name));
    }
    return name;
  }

  private static String nameRule(String name) {
    return "'" + name + "' is not a name; lower-case letters, digits, '_' and '-', up to 100";
  }
}
