package io.eventmill.app.mill;

import io.eventmill.pipeline.Count;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.pipeline.Problem;
import io.eventmill.pipeline.SchemaRef;
import io.eventmill.pipeline.Source;
import io.eventmill.pipeline.SourceSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What of a pipeline holds for as long as the server runs: what topics, stores and loaders were
 * made for at its start. All else, the rules, may change.
 */
final class FixedParts {
  private static final String RESTART =
      " cannot change while the server runs; restart it with the new file";

  private FixedParts() {}

  static List<Problem> changed(Pipeline now, Pipeline next) {
    List<Problem> problems = new ArrayList<>();
    same(now.name(), next.name(), "name", "the name", problems);
    List<String> names = now.sources().stream().map(Source::name).toList();
    List<String> nextNames = next.sources().stream().map(Source::name).toList();
    if (!List.copyOf(new java.util.TreeSet<>(names))
        .equals(List.copyOf(new java.util.TreeSet<>(nextNames)))) {
      problems.add(
          new Problem(
              "sources",
              0,
              "which sources there are (" + String.join(", ", names) + ")" + RESTART));
      return problems;
    }
    for (Source source : next.sources()) {
      source(now.source(source.name()), source, problems);
    }
    next.counts().forEach(count -> count(now, count, problems));
    same(now.attributions(), next.attributions(), "attribution", "what is attributed", problems);
    same(now.archives(), next.archives(), "archive", "what is archived", problems);
    same(now.registry(), next.registry(), "registry", "the schema registry", problems);
    same(now.stores(), next.stores(), "stores", "where things are kept", problems);
    return problems;
  }

  private static void source(Source now, Source next, List<Problem> problems) {
    String path = "sources." + now.name();
    same(
        now.topics().raw(),
        next.topics().raw(),
        path + ".topics.raw",
        "the raw topic (" + now.topics().raw() + ")",
        problems);
    if (now.topics().raw().equals(next.topics().raw())) {
      same(now.topics(), next.topics(), path + ".topics", "the topics of a source", problems);
    }
    same(
        now.event(), next.event(), path + ".event", "where id, type, time and key stand", problems);
    same(now.timeZone(), next.timeZone(), path + ".time_zone", "the time zone", problems);
    same(now.intake(), next.intake(), path + ".intake", "how requests are answered", problems);
    same(now.retain(), next.retain(), path + ".retain", "how long events are kept", problems);
    same(
        schemas(now.schema()),
        schemas(next.schema()),
        path + ".schema",
        "which schemas hold (their versions may)",
        problems);
  }

  /** Counts come and go; how long rows are kept is settled at the start. */
  private static void count(Pipeline now, Count next, List<Problem> problems) {
    Count before =
        now.counts().stream().filter(c -> c.name().equals(next.name())).findFirst().orElse(null);
    if (!Objects.equals(before == null ? null : before.retain(), next.retain())) {
      problems.add(
          new Problem(
              "counts." + next.name() + ".retain",
              0,
              "how long rows of a count are kept" + RESTART));
    }
    if (before != null && !before.topic().equals(next.topic())) {
      problems.add(
          new Problem("counts." + next.name() + ".topic", 0, "the topic of a count" + RESTART));
    }
  }

  /** Without the lines of the file that they stand on. */
  private static Map<String, String> schemas(SourceSchema schema) {
    Map<String, String> keys = new TreeMap<>();
    keys.put("into", String.valueOf(schema.into()));
    SchemaRef byDefault = schema.byDefault();
    keys.put("default", byDefault == null ? "" : byDefault.key());
    schema.types().forEach((type, ref) -> keys.put("type " + type, ref.key()));
    return keys;
  }

  private static void same(
      Object now, Object next, String path, String what, List<Problem> problems) {
    if (!Objects.equals(now, next)) {
      problems.add(new Problem(path, 0, what + RESTART));
    }
  }
}
