package io.eventmill.read;

import io.eventmill.event.json.JsonFields;
import io.eventmill.event.json.JsonStrings;
import io.eventmill.pipeline.Guess;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * New names for fields, as {@code target=source} entries:
 *
 * <ul>
 *   <li>target: a field's name, or a JSON pointer to place it deeper ({@code /params/platform})
 *   <li>source: a column's or field's name, which loses its old place; in JSON lines also a pointer
 *       ({@code /user/id}), whose value is copied
 *   <li>{@code target=:text} sets a constant text
 *   <li>{@code target=#id} sets an id made of the line's content, {@code #line} the line's number,
 *       {@code #file} the file's name
 * </ul>
 *
 * Entries may stand in one text, separated by commas; {@code \,} is a comma that separates nothing.
 * What is mapped wins over a field of that name. Fields nobody names stay as they are.
 */
final class FieldMap {
  private static final Set<String> KNOWN = Set.of("id", "line", "file");

  private record Entry(String[] target, String source) {
    boolean isConstant() {
      return source.startsWith(":");
    }

    boolean isKnown() {
      return source.startsWith("#");
    }

    boolean isPointer() {
      return source.startsWith("/");
    }
  }

  private final List<Entry> entries;
  private final Set<String> notSeen = new TreeSet<>();

  private FieldMap(List<Entry> entries) {
    this.entries = entries;
    sources().forEach(notSeen::add);
  }

  static FieldMap parse(List<String> texts) {
    List<Entry> entries = new ArrayList<>();
    for (String text : texts) {
      for (String part : text.split("(?<!\\\\),")) {
        entries.add(entry(part.replace("\\,", ",")));
      }
    }
    return new FieldMap(entries);
  }

  private static Entry entry(String text) {
    int equals = text.indexOf('=');
    if (equals < 1 || equals == text.length() - 1) {
      throw new ReadException(
          "--map: '"
              + text
              + "' is not understood; write target=source, e.g. event_time=ts, type=:sale or id=#id");
    }
    String target = text.substring(0, equals).strip();
    String source = text.substring(equals + 1);
    if (source.startsWith("#") && !KNOWN.contains(source.substring(1))) {
      throw new ReadException(
          "--map: '"
              + text
              + "': '"
              + source
              + "' is not known"
              + Guess.among(source, List.of("#id", "#line", "#file"))
              + "; one of #id, #line, #file");
    }
    return new Entry(path(target), source.startsWith(":") ? source : source.strip());
  }

  private static String[] path(String name) {
    if (!name.startsWith("/")) {
      return new String[] {name};
    }
    if (!JsonFields.isPointer(name)) {
      throw new ReadException("--map: '" + name + "' is not a JSON pointer; write e.g. /user/id");
    }
    String[] path = name.substring(1).split("/", -1);
    for (int i = 0; i < path.length; i++) {
      path[i] = path[i].replace("~1", "/").replace("~0", "~");
    }
    return path;
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  /** Fails at once when a source is none of the columns, as it can be in no row. */
  void check(Collection<String> columns) {
    for (String source : sources()) {
      if (!columns.contains(source)) {
        throw new ReadException(
            "--map: there is no column '"
                + source
                + "'"
                + Guess.among(source, columns)
                + "; columns: "
                + String.join(", ", columns));
      }
    }
  }

  /** Sources that no event so far has had: most likely spelled wrongly. */
  Set<String> notSeen() {
    return notSeen;
  }

  private List<String> sources() {
    return entries.stream()
        .filter(e -> !e.isConstant() && !e.isKnown())
        .map(Entry::source)
        .toList();
  }

  /** Moves the fields of one event. */
  void apply(JsonTree event, LineFacts facts) throws UnreadableException {
    String[] values = new String[entries.size()];
    for (int i = 0; i < values.length; i++) { // all sources first: targets may bear their names
      Entry entry = entries.get(i);
      values[i] = value(entry, event, facts);
      if (values[i] != null) {
        notSeen.remove(entry.source());
      }
    }
    for (Entry entry : entries) {
      if (!entry.isConstant() && !entry.isKnown() && !entry.isPointer()) {
        event.remove(entry.source());
      }
    }
    for (int i = 0; i < values.length; i++) {
      if (values[i] != null) {
        event.put(entries.get(i).target(), values[i]);
      }
    }
  }

  private static String value(Entry entry, JsonTree event, LineFacts facts)
      throws UnreadableException {
    if (entry.isConstant()) {
      return JsonStrings.quote(entry.source().substring(1));
    }
    if (entry.isKnown()) {
      return switch (entry.source()) {
        case "#id" -> JsonStrings.quote(facts.id());
        case "#line" -> Long.toString(facts.line());
        default -> JsonStrings.quote(facts.file());
      };
    }
    String whole = event.get(entry.source()); // a column's name may begin with '/' as well
    return whole == null && entry.isPointer() ? event.get(path(entry.source())) : whole;
  }
}
