package io.eventmill.pipeline;

import java.util.List;

/** Reads one entry of {@code routes:}. */
final class RouteSection {
  private RouteSection() {}

  /**
   * @param known the pipeline's sources
   */
  static Route read(String name, Section section, List<String> known, TopicNames topics) {
    RuleText when = section.rule("when");
    if (when == null) {
      section.problem(
          "when", "is required and missing: a rule such as 'event.status == \"error\"'");
    }
    return new Route(name, sources(section, known), when, topic(section, topics));
  }

  private static List<String> sources(Section section, List<String> known) {
    if (!section.has("source")) {
      return known;
    }
    String source = section.text("source");
    if (!known.contains(source)) {
      section.problem(
          "source",
          "'" + source + "' is not a source of this pipeline" + Guess.among(source, known));
    }
    return List.of(source);
  }

  /** A name, or {@code {topic: …, replication: …, retention: …}}. */
  private static RoutedTopic topic(Section section, TopicNames topics) {
    if (!section.has("to") || section.isText("to")) {
      String name = section.text("to");
      topics.take(section, "to", name, section.path());
      return new RoutedTopic(name, (short) 1, null);
    }
    try (Section to = section.section("to")) {
      String name = to.text("topic");
      topics.take(to, "topic", name, section.path());
      return new RoutedTopic(
          name, (short) to.integer("replication", 1, 1, 100), to.duration("retention", null));
    }
  }
}
