package io.eventmill.store.duckdb;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Names for columns that people who write SQL would guess: {@code utm_source} for /utm_source,
 * {@code params.platform} for /params/platform. SQL does not tell {@code Foo} from {@code foo}, so
 * whoever comes second gets a number behind.
 */
final class ColumnNames {
  private static final int LENGTH_MAX = 100;

  /** The event's own columns, which a field of the same name must not hide. */
  private static final List<String> RESERVED =
      List.of(
          "id",
          "source",
          "type",
          "time",
          "received",
          "stored",
          "origin_topic_high",
          "origin_topic_low",
          "origin_partition",
          "origin_offset",
          "json",
          "_words",
          "_rest",
          "rowid");

  private final Set<String> taken = new HashSet<>(RESERVED);

  void take(String name) {
    taken.add(fold(name));
  }

  /** A name nobody has; from now on it is taken. */
  String name(String pointer, String suffix) {
    String path = String.join(".", FieldTree.names(pointer)).replaceAll("\\p{Cntrl}", "_");
    String plain = shorten(path.isEmpty() ? "_" : path) + (suffix.isEmpty() ? "" : "." + suffix);
    String name = plain;
    for (int i = 2; !taken.add(fold(name)); i++) {
      name = plain + "_" + i;
    }
    return name;
  }

  private static String shorten(String path) {
    if (path.codePointCount(0, path.length()) <= LENGTH_MAX) {
      return path;
    }
    return path.substring(0, path.offsetByCodePoints(0, LENGTH_MAX));
  }

  private static String fold(String name) {
    return name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }

  static String quote(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
