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
public final class JsonScanner {
  /** Deep enough for any real event; a bound on the stack for the rest. */
  public static final int DEPTH_MAX_DEFAULT = 256;

  private final JsonFields fields;
  private final int depthMax;
  private final JsonKind[] kinds;
  private final int[] members;
  private final int[] starts;
  private final int[] ends;
  private byte[] json = {};
  private int base;
  private int limit;
  private int end;
  private int at;
  private int duplicate = -1;
  private JsonKind rootKind = JsonKind.ABSENT;
  private int rootEnd;
  private boolean rootEmpty;

  public JsonScanner(JsonFields fields) {
    this(fields, DEPTH_MAX_DEFAULT);
  }

  public JsonScanner(JsonFields fields, int depthMax) {
    this.fields = fields;
    this.depthMax = depthMax;
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
    skipWhitespace();
    if (at < limit) {
      throw error("expected the end of the event, found " + found());
    }
    end = limit;
  }

  /**
   * Scans the one value that begins at or after {@code from}, and stops behind it: the way to read
   * values that stand in a row.
   *
   * @return the index behind the value
   */
  public int scanValue(byte[] bytes, int from, int to) throws JsonSyntaxException {
    json = bytes;
    base = from;
    at = from;
    limit = to;
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
    if (at >= limit) {
      throw error("expected a value, found the end");
    }
    switch (json[at]) {
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

  private void enter(int depth) throws JsonSyntaxException {
    if (depth > depthMax) {
      throw new JsonSyntaxException("nested deeper than the limit of " + depthMax, at - base, true);
    }
  }

  /** From behind the opening quote to behind the closing one. */
  private int string(int from) throws JsonSyntaxException {
    byte[] b = json;
    int i = from;
    int end = limit;
    while (i < end) {
      byte c = b[i];
      if (c == '"') {
        return i + 1;
      }
      if (c == '\\') {
        i = escape(i);
      } else if (c >= 0x20) {
        i++;
      } else if (c < 0) {
        i = multibyte(i);
      } else {
        at = i;
        throw error("a control character must be escaped in a string; found " + found());
      }
    }
    at = end;
    throw error("the string that begins at byte " + (from - 1 - base) + " is not closed");
  }

  private int escape(int i) throws JsonSyntaxException {
    at = i;
    if (i + 1 >= limit) {
      throw error("an escape is cut off");
    }
    switch (json[i + 1]) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
        return i + 2;
      case 'u':
        if (i + 6 > limit) {
          throw error("an escape is cut off");
        }
        for (int k = i + 2; k < i + 6; k++) {
          if (Character.digit(json[k], 16) < 0) {
            at = k;
            throw error("expected four hex digits after \\u, found " + found());
          }
        }
        return i + 6;
      default:
        at = i + 1;
        throw error("no such escape: \\ followed by " + found());
    }
  }

  /** Well-formed UTF-8 only (Unicode 15, table 3-7): no overlong forms, no surrogates. */
  private int multibyte(int i) throws JsonSyntaxException {
    int lead = json[i] & 0xff;
    int length;
    int lowest = 0x80;
    int highest = 0xbf;
    if (lead >= 0xc2 && lead <= 0xdf) {
      length = 2;
    } else if (lead >= 0xe0 && lead <= 0xef) {
      length = 3;
      lowest = lead == 0xe0 ? 0xa0 : 0x80;
      highest = lead == 0xed ? 0x9f : 0xbf;
    } else if (lead >= 0xf0 && lead <= 0xf4) {
      length = 4;
      lowest = lead == 0xf0 ? 0x90 : 0x80;
      highest = lead == 0xf4 ? 0x8f : 0xbf;
    } else {
      at = i;
      throw error("not UTF-8: " + found());
    }
    for (int k = 1; k < length; k++) {
      int c = i + k < limit ? json[i + k] & 0xff : 0;
      if (c < lowest || c > highest) {
        at = i;
        throw error("not UTF-8: " + found());
      }
      lowest = 0x80;
      highest = 0xbf;
    }
    return i + length;
  }

  private JsonKind literal(String word, JsonKind kind) throws JsonSyntaxException {
    for (int i = 0; i < word.length(); i++) {
      if (at + i >= limit || json[at + i] != word.charAt(i)) {
        throw error("expected a value, found " + found());
      }
    }
    at += word.length();
    return kind;
  }

  private void number() throws JsonSyntaxException {
    int i = at;
    if (json[i] == '-') {
      i++;
    }
    int digits = i;
    i = digits(i);
    if (i == digits) {
      throw error("expected a value, found " + found());
    }
    if (json[digits] == '0' && i > digits + 1) {
      throw error("a number must not begin with 0");
    }
    if (i < limit && json[i] == '.') {
      int fraction = i + 1;
      i = digits(fraction);
      if (i == fraction) {
        throw error("a number needs a digit after its point");
      }
    }
    if (i < limit && (json[i] == 'e' || json[i] == 'E')) {
      i++;
      if (i < limit && (json[i] == '+' || json[i] == '-')) {
        i++;
      }
      int exponent = i;
      i = digits(exponent);
      if (i == exponent) {
        throw error("a number needs a digit in its exponent");
      }
    }
    at = i;
  }

  private int digits(int from) {
    int i = from;
    while (i < limit && json[i] >= '0' && json[i] <= '9') {
      i++;
    }
    return i;
  }

  private void skipWhitespace() {
    while (at < limit) {
      byte c = json[at];
      if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
        return;
      }
      at++;
    }
  }

  private String found() {
    if (at >= limit) {
      return "the end";
    }
    int c = json[at] & 0xff;
    return c > 0x20 && c < 0x7f ? "'" + (char) c + "'" : String.format("byte 0x%02x", c);
  }

  private JsonSyntaxException error(String message) {
    return new JsonSyntaxException(message, at - base, false);
  }
}
