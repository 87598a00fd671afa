package io.eventmill.pipeline;

import io.eventmill.event.json.JsonFields;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A mapping of the pipeline file while it is being read: typed look-ups that note a problem and go
 * on, so that one reading finds them all. {@link #close} reports the settings nobody asked for.
 */
public final class Section implements AutoCloseable {
  private final String path;
  private final int line;
  private final Map<String, Node> entries;
  private final Map<String, Integer> lines;
  private final Set<String> asked = new LinkedHashSet<>();
  private final List<Problem> problems;
  private final Path folder; // null: that of the process

  Section(String path, Node node, List<Problem> problems, Path folder) {
    this.folder = folder;
    this.path = path;
    this.line = lineOf(node);
    this.entries = new LinkedHashMap<>();
    this.lines = new LinkedHashMap<>();
    this.problems = problems;
    if (node instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        String key = scalar(tuple.getKeyNode());
        if (entries.put(key, tuple.getValueNode()) != null) {
          problems.add(new Problem(at(key), lineOf(tuple.getKeyNode()), "is given twice"));
        }
        lines.put(key, lineOf(tuple.getKeyNode()));
      }
    } else if (node != null && !isNull(node)) {
      problems.add(
          new Problem(path, line, "expected settings (name: value), found " + describe(node)));
    }
  }

  private Section(Section read, List<Problem> elsewhere) {
    this.folder = read.folder;
    this.path = read.path;
    this.line = read.line;
    this.entries = read.entries;
    this.lines = read.lines;
    this.problems = elsewhere;
  }

  /**
   * The same settings, not asked for yet, with problems noted elsewhere: for who reads them again,
   * e.g. a step that is built once for a check and once for each thread.
   */
  public Section noting(List<Problem> elsewhere) {
    return new Section(this, elsewhere);
  }

  public String path() {
    return path;
  }

  public int line() {
    return line;
  }

  public boolean has(String key) {
    asked.add(key);
    Node node = entries.get(key);
    return node != null && !isNull(node);
  }

  /** True for a text, as opposed to a list or a section. */
  public boolean isText(String key) {
    return has(key) && entries.get(key) instanceof ScalarNode;
  }

  /** Where a setting stands, for problems that are found later. */
  SchemaRef.Place place(String key) {
    return new SchemaRef.Place(at(key), lines.getOrDefault(key, line));
  }

  /** A rule as it is written, with the line on which it begins; null when the setting is absent. */
  public RuleText rule(String key) {
    if (!has(key)) {
      return null;
    }
    String text = text(key);
    Node node = entries.get(key);
    boolean block =
        node instanceof ScalarNode scalar && scalar.getScalarStyle() == ScalarStyle.LITERAL;
    return new RuleText(text, at(key), lineOf(node) + (block ? 1 : 0));
  }

  /** All keys, for sections whose keys are names the user chose. */
  public Set<String> keys() {
    asked.addAll(entries.keySet());
    return entries.keySet();
  }

  public String text(String key) {
    return text(key, null);
  }

  /** The setting's text, or the default; a null default makes it required. */
  public String text(String key, String otherwise) {
    if (!has(key)) {
      if (otherwise == null) {
        problem(key, "is required and missing");
        return "";
      }
      return otherwise;
    }
    if (entries.get(key) instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    problem(key, "expected a text, found " + describe(entries.get(key)));
    return otherwise == null ? "" : otherwise;
  }

  public String optionalText(String key) {
    return has(key) ? text(key) : null;
  }

  /** A JSON pointer such as /event_id; null when the setting is absent. */
  public String optionalPointer(String key) {
    if (!has(key)) {
      return null;
    }
    return pointer(key);
  }

  public String pointer(String key) {
    String text = text(key);
    checkPointer(key, text);
    return text;
  }

  /** A list of one or more JSON pointers; a single one may stand without brackets. */
  public List<String> pointers(String key) {
    if (!(has(key) && entries.get(key) instanceof SequenceNode sequence)) {
      return List.of(pointer(key));
    }
    List<String> pointers = new ArrayList<>();
    for (Node node : sequence.getValue()) {
      if (node instanceof ScalarNode scalar && !isNull(scalar)) {
        checkPointer(key, scalar.getValue());
        pointers.add(scalar.getValue());
      } else {
        problem(key, "expected JSON pointers in the list, found " + describe(node));
      }
    }
    if (sequence.getValue().isEmpty()) {
      problem(key, "is an empty list; name at least one JSON pointer, such as /event_id");
    }
    return List.copyOf(pointers);
  }

  /** A list of some of the allowed words, each once; a single one may stand without brackets. */
  public List<String> words(String key, List<String> otherwise, List<String> allowed) {
    if (!has(key)) {
      return otherwise;
    }
    List<Node> nodes =
        entries.get(key) instanceof SequenceNode sequence
            ? sequence.getValue()
            : List.of(entries.get(key));
    Set<String> words = new LinkedHashSet<>();
    for (Node node : nodes) {
      String word = node instanceof ScalarNode scalar ? scalar.getValue() : describe(node);
      if (!(node instanceof ScalarNode) || !allowed.contains(word)) {
        String found = node instanceof ScalarNode ? "'" + word + "'" : word;
        problem(
            key,
            found
                + " is not known"
                + Guess.among(word, allowed)
                + "; some of "
                + String.join(", ", allowed));
      } else if (!words.add(word)) {
        problem(key, "'" + word + "' stands in the list twice");
      }
    }
    return List.copyOf(words);
  }

  /** A list of texts; a single one may stand without brackets. */
  public List<String> texts(String key) {
    if (!has(key)) {
      return List.of();
    }
    if (!(entries.get(key) instanceof SequenceNode sequence)) {
      return List.of(text(key));
    }
    List<String> texts = new ArrayList<>();
    for (Node node : sequence.getValue()) {
      if (node instanceof ScalarNode scalar && !isNull(scalar)) {
        texts.add(scalar.getValue());
      } else {
        problem(key, "expected texts in the list, found " + describe(node));
      }
    }
    return List.copyOf(texts);
  }

  /** A file, looked for in the pipeline's folder unless its path is absolute. Opens nothing. */
  public Path file(String key) {
    String text = text(key);
    try {
      Path file = Path.of(text);
      return folder == null ? file.toAbsolutePath() : folder.resolve(file);
    } catch (InvalidPathException e) {
      problem(key, "'" + text + "' is not a path: " + e.getMessage());
      return Path.of("");
    }
  }

  /** Any value, as JSON text. */
  public String json(String key) {
    asked.add(key);
    Node node = entries.get(key);
    if (node == null) {
      problem(key, "is required and missing");
      return "null";
    }
    try {
      return NodeJson.of(node);
    } catch (IllegalArgumentException e) {
      problem(key, e.getMessage());
      return "null";
    }
  }

  void checkPointer(String key, String text) {
    if (!text.isEmpty() && !JsonFields.isPointer(text)) {
      problem(
          key,
          "'"
              + text
              + "' is not a JSON pointer; one starts with '/', did you mean '/"
              + text.replace('.', '/')
              + "'?");
    }
  }

  public int integer(String key, int otherwise, int least, int most) {
    if (!has(key)) {
      return otherwise;
    }
    String text = text(key);
    try {
      int value = Integer.parseInt(text);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // told below, together with numbers out of range
    }
    problem(key, "'" + text + "' is not a whole number from " + least + " to " + most);
    return otherwise;
  }

  /** A number of bytes. */
  public long size(String key, long otherwise, long least, long most) {
    if (!has(key)) {
      return otherwise;
    }
    String text = text(key);
    OptionalLong size = SizeText.parse(text);
    if (size.isPresent() && size.getAsLong() >= least && size.getAsLong() <= most) {
      return size.getAsLong();
    }
    problem(
        key,
        "'%s' is not a size from %s to %s; write e.g. 512KB or 128MB"
            .formatted(text, SizeText.of(least), SizeText.of(most)));
    return otherwise;
  }

  public Duration duration(String key, Duration otherwise) {
    if (!has(key)) {
      return otherwise;
    }
    String text = text(key);
    Optional<Duration> duration = DurationText.parse(text);
    if (duration.isEmpty()) {
      problem(key, "'" + text + "' is not a duration; write e.g. " + DurationText.EXAMPLES);
    }
    return duration.orElse(otherwise);
  }

  public ZoneId zone(String key, ZoneId otherwise) {
    if (!has(key)) {
      return otherwise;
    }
    String text = text(key);
    try {
      return ZoneId.of(text);
    } catch (java.time.DateTimeException e) {
      problem(
          key,
          "'"
              + text
              + "' is not a time zone"
              + Guess.among(text, ZoneId.getAvailableZoneIds())
              + "; write e.g. UTC, Europe/Berlin or +02:00");
      return otherwise;
    }
  }

  /** One of the allowed words. */
  public String oneOf(String key, String otherwise, List<String> allowed) {
    String text = text(key, otherwise);
    if (!allowed.contains(text)) {
      problem(
          key,
          "'"
              + text
              + "' is not known"
              + Guess.among(text, allowed)
              + "; one of "
              + String.join(", ", allowed));
      return otherwise;
    }
    return text;
  }

  /** A section within this one; an empty one where it is absent. */
  public Section section(String key) {
    has(key);
    return new Section(at(key), entries.get(key), problems, folder);
  }

  /** The elements of a list, each a section; empty where it is absent. */
  public List<Section> sections(String key) {
    List<Section> found = new ArrayList<>();
    if (has(key)) {
      if (entries.get(key) instanceof SequenceNode sequence) {
        int i = 0;
        for (Node node : sequence.getValue()) {
          found.add(new Section(at(key) + "[" + i++ + "]", node, problems, folder));
        }
      } else {
        problem(key, "expected a list ('- …'), found " + describe(entries.get(key)));
      }
    }
    return found;
  }

  /** The elements of a list, or what stands there alone; empty where it is absent. */
  public List<Section> oneOrMore(String key) {
    return has(key) && entries.get(key) instanceof MappingNode
        ? List.of(section(key))
        : sections(key);
  }

  /** A table of texts. */
  public Map<String, String> table(String key) {
    Map<String, String> table = new LinkedHashMap<>();
    Section rows = section(key);
    for (String row : rows.keys()) {
      table.put(row, rows.text(row, ""));
    }
    return table;
  }

  /** Lets what reads a setting further note its problems with the others of the file. */
  public <T> T read(Function<List<Problem>, T> reader) {
    return reader.apply(problems);
  }

  public void problem(String key, String message) {
    problems.add(new Problem(at(key), lines.getOrDefault(key, line), message));
  }

  /** Notes every setting that nobody has asked for. */
  @Override
  public void close() {
    for (String key : entries.keySet()) {
      if (!asked.contains(key)) {
        problem(key, "is not a setting here" + Guess.among(key, asked) + known());
      }
    }
  }

  private String known() {
    return asked.isEmpty() ? "" : "; known: " + String.join(", ", asked);
  }

  private String at(String key) {
    if (key.isEmpty()) {
      return path;
    }
    return path.isEmpty() ? key : path + "." + key;
  }

  private static boolean isNull(Node node) {
    return node.getTag().equals(Tag.NULL);
  }

  private static String scalar(Node node) {
    return node instanceof ScalarNode s ? s.getValue() : describe(node);
  }

  private static int lineOf(Node node) {
    return node == null ? 0 : node.getStartMark().map(m -> m.getLine() + 1).orElse(0);
  }

  private static String describe(Node node) {
    if (node instanceof ScalarNode s) {
      return "'" + s.getValue() + "'";
    }
    return node instanceof SequenceNode ? "a list" : "settings (name: value)";
  }
}
