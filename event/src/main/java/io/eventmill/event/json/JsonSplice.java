package io.eventmill.event.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Puts fields into a scanned JSON object without taking it apart: the additions stand before the
 * last brace, every other byte stays as it is. Where the object has a field of that name already,
 * the old one goes and the addition wins. Holds the additions of one event until {@link #clear};
 * not for sharing between threads.
 */
public final class JsonSplice {
  private final List<String> names;
  private final byte[][] quotedNames;
  private final int[] fields;
  private final byte[][] values;

  /**
   * @param fields what the scanner looks for; must hold {@link JsonFields#pointerTo} of each name,
   *     for that is how a field that is there already is found
   * @param names the fields that may be added, in the order in which they are written
   */
  public JsonSplice(JsonFields fields, List<String> names) {
    this.names = List.copyOf(names);
    this.quotedNames = new byte[names.size()][];
    this.fields = new int[names.size()];
    this.values = new byte[names.size()][];
    for (int i = 0; i < names.size(); i++) {
      quotedNames[i] = (JsonStrings.quote(names.get(i)) + ":").getBytes(StandardCharsets.UTF_8);
      this.fields[i] = fields.indexOf(JsonFields.pointerTo(names.get(i)));
      if (names.indexOf(names.get(i)) < i) {
        throw new IllegalArgumentException("'" + names.get(i) + "' is added twice");
      }
      if (this.fields[i] < 0) {
        throw new IllegalArgumentException(
            "the scanner does not look for the field '" + names.get(i) + "'");
      }
    }
  }

  public List<String> names() {
    return names;
  }

  /** Forgets the additions of the event before. */
  public void clear() {
    Arrays.fill(values, null);
  }

  /** Adds field <i>i</i> of the names; the last value given for it counts. */
  public void set(int i, byte[] json) {
    values[i] = json;
  }

  /** What has been added as field <i>i</i>, or null. */
  public byte[] get(int i) {
    return values[i];
  }

  /** The scanned object with the additions; the scanned array itself when there are none. */
  public byte[] into(JsonScanner scan) {
    byte[] json = scan.bytes();
    int added = addedBytes();
    int size = scan.to() - scan.from() + added;
    if (added == 0) {
      return size == json.length ? json : Arrays.copyOfRange(json, scan.from(), scan.to());
    }
    byte[] out = new byte[size];
    int at = copyKept(scan, out);
    boolean comma = !scan.isEmptyObject() && !replacesLastMember(scan);
    for (int i = 0; i < values.length; i++) {
      if (values[i] != null) {
        if (comma) {
          out[at++] = ',';
        }
        comma = true;
        at = append(quotedNames[i], 0, quotedNames[i].length, out, at);
        at = append(values[i], 0, values[i].length, out, at);
      }
    }
    at = append(json, scan.closingBrace(), scan.to(), out, at);
    return at == size ? out : Arrays.copyOf(out, at);
  }

  private int addedBytes() {
    int bytes = 0;
    for (int i = 0; i < values.length; i++) {
      if (values[i] != null) {
        bytes += quotedNames[i].length + values[i].length + 1;
      }
    }
    return bytes;
  }

  /** Copies the object up to its closing brace, without the members that are replaced. */
  private int copyKept(JsonScanner scan, byte[] out) {
    byte[] json = scan.bytes();
    int read = scan.from();
    int at = 0;
    for (int i = nextReplaced(scan, read); i >= 0; i = nextReplaced(scan, read)) {
      at = append(json, read, scan.memberStart(fields[i]), out, at);
      int behind = behindMember(scan, fields[i]);
      read = json[behind] == ',' ? behind + 1 : behind;
    }
    return append(json, read, scan.closingBrace(), out, at);
  }

  /** The first replaced member at or behind a place, or -1. */
  private int nextReplaced(JsonScanner scan, int from) {
    int next = -1;
    for (int i = 0; i < values.length; i++) {
      boolean replaced =
          values[i] != null
              && scan.kind(fields[i]) != JsonKind.ABSENT
              && scan.memberStart(fields[i]) >= from;
      if (replaced && (next < 0 || scan.memberStart(fields[i]) < scan.memberStart(fields[next]))) {
        next = i;
      }
    }
    return next;
  }

  /** The comma before it (if there is one) then stands before the first addition. */
  private boolean replacesLastMember(JsonScanner scan) {
    for (int i = 0; i < values.length; i++) {
      boolean replaced = values[i] != null && scan.kind(fields[i]) != JsonKind.ABSENT;
      if (replaced && behindMember(scan, fields[i]) == scan.closingBrace()) {
        return true;
      }
    }
    return false;
  }

  /** Index of the comma or brace that follows a member. */
  private static int behindMember(JsonScanner scan, int field) {
    int i = scan.end(field);
    while (scan.bytes()[i] != ',' && scan.bytes()[i] != '}') {
      i++; // only white space stands here
    }
    return i;
  }

  private static int append(byte[] bytes, int from, int to, byte[] out, int at) {
    System.arraycopy(bytes, from, out, at, to - from);
    return at + to - from;
  }
}
