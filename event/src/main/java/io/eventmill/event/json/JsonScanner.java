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

  private final JsonFields fields;
  private final JsonKind[] kinds;
  private final int[] members;
  private final int[] starts;
  private final int[] ends;
  private int end;
  private int duplicate = -1;
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

  /** Index of the root object's closing brace, where additions are spliced in. */
  public int closingBrace() {
    return rootEnd - 1;
  }

  /** True when the root object has no field. */
  public boolean isEmptyObject() {
    return rootEmpty;
  }

  /** A wanted field that stands in the event more than once, or -1. */
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
    switch (valueBegins()) {
      case '{':
        object(node, depth + 1);
        return JsonKind.OBJECT;
      case '[':
        array(depth + 1);
        return JsonKind.ARRAY;
      case '"':
        at = string(at + 1);
        return JsonKind.STRING;
      case 't':
        return literal("true", JsonKind.TRUE);
      case 'f':
        return literal("false", JsonKind.FALSE);
      case 'n':
        return literal("null", JsonKind.NULL);
      default:
        number();
        return JsonKind.NUMBER;
    }
  }

  private void object(JsonFields.Node node, int depth) throws JsonSyntaxException {
    enter(depth);
    at++;
    skipWhitespace();
    if (at < limit && json[at] == '}') {
      at++;
      rootEmpty |= depth == 1;
      return;
    }
    while (true) {
      if (at >= limit || json[at] != '"') {
        throw error("expected a field name in quotes, found " + found());
      }
      int nameFrom = at + 1;
      at = string(nameFrom);
      JsonFields.Node child = node == null ? null : child(node, nameFrom, at - 1);
      skipWhitespace();
      if (at >= limit || json[at] != ':') {
        throw error("expected ':' after the field name, found " + found());
      }
      at++;
      skipWhitespace();
      member(child, nameFrom - 1, depth);
      skipWhitespace();
      if (at < limit && json[at] == ',') {
        at++;
        skipWhitespace();
      } else if (at < limit && json[at] == '}') {
        at++;
        return;
      } else {
        throw error("expected ',' or '}' in the object, found " + found());
      }
    }
  }

  private void member(JsonFields.Node child, int nameStart, int depth) throws JsonSyntaxException {
    int from = at;
    JsonKind kind = value(child == null || child.isLeaf() ? null : child, depth);
    if (child != null && child.field >= 0) {
      int field = child.field;
      if (kinds[field] != JsonKind.ABSENT && duplicate < 0) {
        duplicate = field;
      }
      kinds[field] = kind;
      members[field] = nameStart;
      starts[field] = from;
      ends[field] = at;
    }
  }

  private JsonFields.Node child(JsonFields.Node node, int from, int to) {
    byte[][] names = node.names;
    for (int i = 0; i < names.length; i++) {
      byte[] name = names[i];
      if (name.length == to - from && Arrays.equals(name, 0, name.length, json, from, to)) {
        return node.nodes[i];
      }
    }
    for (int i = from; i < to; i++) {
      if (json[i] == '\\') { // a name written with escapes: rare, so looked up the slow way
        return node.children.get(JsonStrings.decode(json, from, to));
      }
    }
    return null;
  }

  private void array(int depth) throws JsonSyntaxException {
    enter(depth);
    at++;
    skipWhitespace();
    if (at < limit && json[at] == ']') {
      at++;
      return;
    }
    while (true) {
      value(null, depth);
      skipWhitespace();
      if (at < limit && json[at] == ',') {
        at++;
        skipWhitespace();
      } else if (at < limit && json[at] == ']') {
        at++;
        return;
      } else {
        throw error("expected ',' or ']' in the array, found " + found());
      }
    }
  }
}
