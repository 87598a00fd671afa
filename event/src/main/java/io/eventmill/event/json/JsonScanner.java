package io.eventmill.event.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One pass over the bytes of a JSON value: checks the syntax to the letter (RFC 8259, well-formed
 * UTF-8) and notes where the wanted fields stand. Builds nothing and allocates nothing while it
 * scans. Holds the result of the last scan until the next; not for sharing between threads.
 *
 * <p>A wanted field that stands twice in its object is noted as {@link #duplicate()}: readers
 * disagree on which one counts, so we let nobody guess.
 */
public final class JsonScanner extends JsonLexer {
  /** Deep enough for any real event; a bound on the stack for the rest. */
  public static final int DEPTH_MAX_DEFAULT = 256;

  /** What any thread's stack bears: the scan calls itself for each level. */
  public static final int DEPTH_MAX_LIMIT = 1_000;

  private final JsonFields fields;
  private final JsonKind[] kinds;
  private final int[] members;
  private final int[] starts;
  private final int[] ends;
  private int end;
  private int duplicate = -1;

  /** For each name on the way to a wanted field, the scan that met it last. */
  private final long[] metIn;

  private long scans;

  private JsonKind rootKind = JsonKind.ABSENT;
  private int rootEnd;
  private boolean rootEmpty;

  public JsonScanner(JsonFields fields) {
    this(fields, DEPTH_MAX_DEFAULT);
  }

  public JsonScanner(JsonFields fields, int depthMax) {
    super(depthMax);
    this.fields = fields;
    this.kinds = new JsonKind[fields.size()];
    this.members = new int[fields.size()];
    this.starts = new int[fields.size()];
    this.ends = new int[fields.size()];
    this.metIn = new long[fields.nodeCount()];
  }

  /** Scans the whole array; anything but white space after the value is an error. */
  public void scan(byte[] bytes) throws JsonSyntaxException {
    scan(bytes, 0, bytes.length);
  }

  /** Scans {@code bytes[from, to)}; anything but white space after the value is an error. */
  public void scan(byte[] bytes, int from, int to) throws JsonSyntaxException {
    scanValue(bytes, from, to);
    expectEnd();
    end = limit;
  }

  /**
   * Scans the one value that begins at or after {@code from}, and stops behind it: the way to read
   * values that stand in a row.
   *
   * @return the index behind the value
   */
  public int scanValue(byte[] bytes, int from, int to) throws JsonSyntaxException {
    begin(bytes, from, to);
    duplicate = -1;
    scans++;
    rootKind = JsonKind.ABSENT;
    rootEmpty = false;
    Arrays.fill(kinds, JsonKind.ABSENT);
    skipWhitespace();
    rootKind = value(fields.root, 0);
    rootEnd = at;
    end = at;
    return at;
  }

  public JsonFields fields() {
    return fields;
  }

  /** What the scanned value itself is. */
  public JsonKind rootKind() {
    return rootKind;
  }

  /** Index of the root object's closing brace, where additions are spliced */
  public int closingBrace() {
    return rootEnd - 1;
  }

  /** True when the root object has no field. */
  public boolean isEmptyObject() {
    return rootEmpty;
  }

  /** A wanted field that stands in the event more than once, or lies in one that does; or -1. */
  public int duplicate() {
    return duplicate;
  }

  public JsonKind kind(int field) {
    return kinds[field];
  }

  /** Index of the opening quote of the field's name: where its member begins. */
  public int memberStart(int field) {
    return members[field];
  }

  /** Index of the value's first byte (a string's opening quote). */
  public int start(int field) {
    return starts[field];
  }

  /** Index behind the value's last byte (a string's closing quote). */
  public int end(int field) {
    return ends[field];
  }

  /** A string's text with escapes resolved, or the bytes of any other value; null when absent. */
  public String text(int field) {
    return switch (kinds[field]) {
      case ABSENT -> null;
      case STRING -> JsonStrings.decode(json, starts[field] + 1, ends[field] - 1);
      default ->
          new String(json, starts[field], ends[field] - starts[field], StandardCharsets.UTF_8);
    };
  }

  /** True for a string that holds a backslash, so that its bytes are not its text. */
  public boolean isEscaped(int field) {
    for (int i = starts[field]; i < ends[field]; i++) {
      if (json[i] == '\\') {
        return true;
      }
    }
    return false;
  }

  /** The array that was scanned. */
  public byte[] bytes() {
    return json;
  }

  /** Where the scanned range begins. */
  int from() {
    return base;
  }

  /** Where it ends: behind the white space that follows the value, or behind the value. */
  int to() {
    return end;
  }

  private JsonKind value(JsonFields.Node node, int depth) throws JsonSyntaxException {
    JsonKind kind = valueBegins();
    switch (kind) {
      case OBJECT -> object(node, depth + 1);
      case ARRAY -> array(depth + 1);
      case STRING -> string();
      case TRUE -> literal("true");
      case FALSE -> literal("false");
      case NULL -> literal("null");
      default -> number();
    }
    return kind;
  }

  private void object(JsonFields.Node node, int depth) throws JsonSyntaxException {
    open(depth);
    if (take('}')) {
      rootEmpty |= depth == 1;
      return;
    }
    do {
      member(node, depth);
    } while (goesOn('}', "object"));
  }

  private void member(JsonFields.Node parent, int depth) throws JsonSyntaxException {
    int nameStart = at;
    name();
    JsonFields.Node node = parent == null ? null : child(parent, nameStart + 1, at - 1);
    colon();
    if (node == null) {
      value(null, depth);
    } else {
      wanted(node, nameStart, depth);
    }
  }

  /** A member that is a wanted field or on the way to one. */
  private void wanted(JsonFields.Node node, int nameStart, int depth) throws JsonSyntaxException {
    if (metIn[node.number] == scans && duplicate < 0) {
      duplicate = node.firstField();
    }
    metIn[node.number] = scans;
    int start = at;
    JsonKind kind = value(node.isLeaf() ? null : node, depth);
    if (node.field >= 0) {
      kinds[node.field] = kind;
      members[node.field] = nameStart;
      starts[node.field] = start;
      ends[node.field] = at;
    }
  }

  private JsonFields.Node child(JsonFields.Node node, int from, int to) {
    if (escaped) { // rare, so looked up the slow way
      return node.children.get(JsonStrings.decode(json, from, to));
    }
    if (!node.hasNameOfLength(to - from)) {
      return null;
    }
    byte[][] names = node.names;
    for (int i = 0; i < names.length; i++) {
      byte[] name = names[i];
      if (name.length == to - from && Arrays.equals(name, 0, name.length, json, from, to)) {
        return node.nodes[i];
      }
    }
    return null;
  }

  private void array(int depth) throws JsonSyntaxException {
    open(depth);
    if (take(']')) {
      return;
    }
    do {
      value(null, depth);
    } while (goesOn(']', "array"));
  }
}
