package io.eventmill.read;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Recognises what a file holds from its name or, failing that, from its first lines. */
final class FormatGuess {
  private static final int LINES = 20;

  private FormatGuess() {}

  /**
   * @param start the first bytes of the content
   */
  static FileFormat of(String file, byte[] start) {
    String name = file.toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
    if (name.endsWith(".jsonl") || name.endsWith(".ndjson")) {
      return FileFormat.JSON_LINES;
    }
    if (name.endsWith(".csv") || name.endsWith(".tsv")) {
      return FileFormat.CSV;
    }
    List<String> lines =
        new String(start, StandardCharsets.ISO_8859_1)
            .lines()
            .filter(line -> !line.isBlank())
            .limit(LINES)
            .toList();
    if (lines.isEmpty()) {
      return FileFormat.JSON_LINES; // nothing to read in any format
    }
    String first = lines.get(0).strip();
    if (first.startsWith("{")) {
      return FileFormat.JSON_LINES;
    }
    if (first.startsWith("[") && !lines.stream().anyMatch(FormatGuess::isAccessLog)) {
      return FileFormat.JSON_ARRAY;
    }
    if (lines.stream().anyMatch(FormatGuess::isAccessLog)) {
      return FileFormat.ACCESS_LOG;
    }
    if (Delimiter.stands(first)) {
      return FileFormat.CSV;
    }
    throw new ReadException(
        file
            + ": neither JSON, nor CSV, nor an access log; it begins with '"
            + first.substring(0, Math.min(80, first.length()))
            + "'. Name the format with --format jsonl, json, csv or access-log");
  }

  private static boolean isAccessLog(String line) {
    try {
      AccessLogParser.parse(line);
      return true;
    } catch (UnreadableException e) {
      return false;
    }
  }
}
