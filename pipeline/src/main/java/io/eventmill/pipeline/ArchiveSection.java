package io.eventmill.pipeline;

import io.eventmill.pipeline.Archive.Compact;
import io.eventmill.pipeline.Archive.Compression;
import io.eventmill.pipeline.Archive.Folder;
import io.eventmill.pipeline.Archive.Format;
import io.eventmill.pipeline.Archive.From;
import io.eventmill.pipeline.Archive.Roll;
import io.eventmill.pipeline.Archive.Time;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one entry of {@code archive:}. */
final class ArchiveSection {
  private static final Pattern ADDRESS = Pattern.compile("([a-zA-Z][a-zA-Z0-9+.-]*):.*");
  private static final Pattern BUCKET =
      Pattern.compile("s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/[^?#\\s]*)?");
  private static final Pattern NAME_NODE =
      Pattern.compile("hdfs://[a-zA-Z0-9._-]+(:[0-9]{1,5})?/[^?#\\s]+");
  private static final List<String> SCHEMES = List.of("file", "hdfs", "s3");

  private static final Duration EVERY_MIN = Duration.ofSeconds(1);
  private static final Duration EVERY_MAX = Duration.ofDays(1);
  private static final long SIZE_MIN = 1 << 10;
  private static final long SIZE_MAX = 4L << 30;
  private static final int COUNT_MAX = 100_000_000;
  private static final Duration AFTER_MIN = Duration.ofMinutes(1);
  private static final Duration AFTER_MAX = Duration.ofDays(365);
  private static final long COMPACT_SIZE_MIN = 1 << 20;

  private ArchiveSection() {}

  /**
   * @param known the pipeline's sources
   */
  static Archive read(String name, Section section, List<String> known) {
    From from = oneOf(section, "from", null, From.values());
    Format format = oneOf(section, "format", Format.JSONL, Format.values());
    return new Archive(
        name,
        from,
        sources(section, known),
        place(section),
        format,
        compression(section, format),
        folders(section),
        oneOf(section, "time", Time.EVENT, Time.values()),
        roll(section),
        compact(section));
  }

  private static Compression compression(Section section, Format format) {
    boolean isParquet = format == Format.PARQUET;
    Compression otherwise = isParquet ? Compression.ZSTD : Compression.NONE;
    Compression found = oneOf(section, "compression", otherwise, Compression.values());
    if (found == Compression.SNAPPY && !isParquet) {
      section.problem("compression", "snappy is for format: parquet; none, gzip or zstd");
    }
    return found;
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

  private static String place(Section section) {
    if (!section.has("to")) {
      section.problem(
          "to",
          "is required and missing: a folder such as lake/, which then lies in the data folder");
      return "";
    }
    String to = section.text("to").strip();
    Matcher address = ADDRESS.matcher(to);
    if (address.matches() && !SCHEMES.contains(address.group(1))) {
      section.problem(
          "to",
          "'%s' begins with %s:, which is not known here; a path, or one of %s"
              .formatted(to, address.group(1), String.join(", ", SCHEMES)));
    } else if (to.startsWith("s3:") && !BUCKET.matcher(to).matches()) {
      section.problem("to", "'" + to + "' names no bucket; write e.g. s3://my-bucket/lake");
    } else if (to.startsWith("hdfs:") && !NAME_NODE.matcher(to).matches()) {
      section.problem(
          "to", "'" + to + "' names no folder of a NameNode; write e.g. hdfs://namenode:8020/lake");
    } else if (to.isEmpty()) {
      section.problem("to", "is empty; write a folder such as lake/");
    } else if (Arrays.asList(to.split("/", -1)).contains("..")) {
      section.problem("to", "'" + to + "' has '..' in it; write the folder itself");
    }
    return to;
  }

  /** year/month/day/hour or a beginning of it, or none. */
  private static List<Folder> folders(Section section) {
    List<Folder> all = List.of(Folder.values());
    String text = section.text("partition", text(all));
    if (text.equals("none")) {
      return List.of();
    }
    for (int n = all.size(); n > 0; n--) {
      if (text.equals(text(all.subList(0, n)))) {
        return all.subList(0, n);
      }
    }
    section.problem(
        "partition",
        "'%s' is not known; %s, a beginning of it such as year/month/day, or none"
            .formatted(text, text(all)));
    return all;
  }

  private static String text(List<Folder> folders) {
    return String.join("/", folders.stream().map(ArchiveSection::word).toList());
  }

  private static Roll roll(Section section) {
    try (Section roll = section.section("roll")) {
      Duration every = roll.duration("every", Duration.ofMinutes(5));
      if (every.compareTo(EVERY_MIN) < 0 || every.compareTo(EVERY_MAX) > 0) {
        roll.problem("every", "'%s' is not from 1s to 1d".formatted(roll.text("every")));
      }
      return new Roll(
          every,
          roll.size("size", 128L << 20, SIZE_MIN, SIZE_MAX),
          roll.integer("count", 100_000, 1, COUNT_MAX));
    }
  }

  private static Compact compact(Section section) {
    if (!section.has("compact")) {
      return null;
    }
    try (Section compact = section.section("compact")) {
      Duration after = compact.duration("after", Duration.ofHours(1));
      if (after.compareTo(AFTER_MIN) < 0 || after.compareTo(AFTER_MAX) > 0) {
        compact.problem("after", "'%s' is not from 1m to 365d".formatted(compact.text("after")));
      }
      return new Compact(after, compact.size("size", 128L << 20, COMPACT_SIZE_MIN, SIZE_MAX));
    }
  }

  private static <E extends Enum<E>> E oneOf(Section section, String key, E otherwise, E[] all) {
    List<String> words = Arrays.stream(all).map(ArchiveSection::word).toList();
    String word = otherwise == null ? null : word(otherwise);
    if (word == null && !section.has(key)) {
      section.problem(key, "is required and missing; one of " + String.join(", ", words));
      return all[0];
    }
    int found = words.indexOf(section.oneOf(key, word, words));
    return found < 0 ? all[0] : all[found];
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
