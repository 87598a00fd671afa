package io.eventmill.store.duckdb;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The search for a text in names and values: in each column what it can hold, and in the words of
 * what has no column. The columns repeat themselves a lot and are stored so; that makes this many
 * times faster than a search through the JSON.
 */
final class TextSql {
  private TextSql() {}

  static Sql contains(FieldCatalog catalog, String text) {
    List<Sql> any = new ArrayList<>();
    any.add(contains("_words", text));
    for (Map.Entry<String, List<FieldCatalog.Entry>> field : catalog.byPointer().entrySet()) {
      boolean named = FieldTree.names(field.getKey()).stream().anyMatch(n -> in(n, text));
      for (FieldCatalog.Entry entry : field.getValue()) {
        if (entry.name() == null) {
          continue;
        }
        String name = ColumnNames.quote(entry.name());
        if (named) {
          any.add(new Sql().add(name + " IS NOT NULL"));
        } else if (entry.type() == ColumnType.BOOLEAN) {
          addBoolean(any, name, text);
        } else if (entry.type() == ColumnType.TEXT || mayBeNumber(text)) {
          any.add(contains(FieldSql.columnText(entry), text));
        }
      }
    }
    return FieldSql.anyOf(any);
  }

  private static Sql contains(String expression, String text) {
    return new Sql().add("contains(lower(" + expression + "), lower(").bind(text).add("))");
  }

  private static void addBoolean(List<Sql> any, String name, String text) {
    if (in("true", text)) {
      any.add(new Sql().add(name));
    }
    if (in("false", text)) {
      any.add(new Sql().add("NOT " + name));
    }
  }

  private static boolean mayBeNumber(String text) {
    return text.chars().allMatch(c -> (c >= '0' && c <= '9') || "+-.eE".indexOf(c) >= 0);
  }

  /** Letter by letter, as DuckDB does it. */
  private static boolean in(String word, String text) {
    return lower(word).contains(lower(text));
  }

  private static String lower(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints().map(Character::toLowerCase).forEach(out::appendCodePoint);
    return out.toString();
  }
}
