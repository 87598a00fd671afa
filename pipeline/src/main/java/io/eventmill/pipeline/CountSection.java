package io.eventmill.pipeline;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads one entry of {@code counts:}. */
final class CountSection {
  /** Fields that every row has, whatever it counts by. */
  static final Set<String> ROW_FIELDS = Set.of("id", "window_start_time", "count", "late");

  private static final int BY_MAX = 16;
  private static final int WHERE_MAX = 16;
  private static final Duration MOST = Duration.ofDays(366);

  private CountSection() {}

  /**
   * @param known the pipeline's sources
   */
  static Count read(String name, ResultTopic topic, Section section, List<String> known) {
    List<String> by = section.pointers("by");
    checkBy(section, by);
    if (!section.has("every")) {
      section.problem("every", "is required and missing: how long a window is, e.g. 10s");
    }
    Duration every = within(section, "every", Duration.ofSeconds(10), "1ms");
    Duration lateness = within(section, "lateness", Duration.ofDays(1), "0s");
    return new Count(
        name,
        sources(section, known),
        by,
        every,
        lateness,
        where(section),
        topic,
        Retain.read(section));
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

  private static void checkBy(Section section, Collection<String> by) {
    if (by.size() > BY_MAX) {
      section.problem("by", "names " + by.size() + " fields, the most is " + BY_MAX);
    }
    Map<String, String> names = new HashMap<>();
    for (String pointer : by) {
      String field = Count.field(pointer);
      if (ROW_FIELDS.contains(field)) {
        section.problem(
            "by", pointer + " would be called '" + field + "', which every row has already");
      }
      String other = names.putIfAbsent(field, pointer);
      if (other != null) {
        section.problem(
            "by",
            other.equals(pointer)
                ? pointer + " is given twice"
                : other + " and " + pointer + " would both be called '" + field + "' in a row");
      }
    }
  }

  private static Map<String, String> where(Section section) {
    Map<String, String> where = new LinkedHashMap<>();
    Section rows = section.section("where");
    if (rows.keys().size() > WHERE_MAX) {
      section.problem("where", "has " + rows.keys().size() + " fields, the most is " + WHERE_MAX);
    }
    for (String pointer : List.copyOf(rows.keys())) {
      rows.checkPointer(pointer, pointer);
      where.put(pointer, rows.text(pointer, ""));
    }
    return where;
  }

  private static Duration within(Section section, String key, Duration otherwise, String least) {
    Duration found = section.duration(key, otherwise);
    if (found.compareTo(DurationText.parse(least).orElseThrow()) < 0 || found.compareTo(MOST) > 0) {
      section.problem(
          key, "'%s' is not from %s to %dd".formatted(section.text(key), least, MOST.toDays()));
      return otherwise;
    }
    return found;
  }
}
