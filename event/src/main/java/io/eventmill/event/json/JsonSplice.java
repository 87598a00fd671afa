package io.eventmill.event.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Changes a scanned JSON object without taking it apart: additions stand before the last brace, a
 * field is replaced where it stands or taken out, and every other byte stays as it is. Where the
 * object has a field of an addition's name already, the old one goes and the addition wins. Holds
 * the changes of one event until {@link #clear}; not for sharing between threads.
 *
 * <p>Each field that may be changed has a slot: first the names that may be added, then the other
 * pointers. Of two fields that lie inside each other only one may be changed.
 */
public final class JsonSplice {
  private final List<String> names;
  private final List<String> pointers;
  private final byte[][] quotedNames;
  private final int[] fields;
  private final byte[][] values;

  /** The slot's value stands where the field stood, not among the additions. */
  private final boolean[] inPlace;

  private final boolean[] removed;

  public JsonSplice(JsonFields fields, List<String> names) {
    this(fields, names, List.of());
  }

  /**
   * @param fields what the scanner looks for; must hold {@link JsonFields#pointerTo} of each name
   *     and each pointer, for that is how a field that is there already is found
   * @param names the fields that may be added, in the order in which they are written
   * @param changing pointers of the fields that may be replaced where they stand, or removed
   */
  public JsonSplice(JsonFields fields, List<String> names, List<String> changing) {
    this.names = List.copyOf(names);
    this.pointers =
        Stream.concat(names.stream().map(JsonFields::pointerTo), changing.stream())
            .distinct()
            .toList();
    int slots = pointers.size();
    this.quotedNames = new byte[names.size()][];
    this.fields = new int[slots];
    this.values = new byte[slots][];
    this.inPlace = new boolean[slots];
    this.removed = new boolean[slots];
    for (int i = 0; i < names.size(); i++) {
      quotedNames[i] = (JsonStrings.quote(names.get(i)) + ":").getBytes(StandardCharsets.UTF_8);
      if (names.indexOf(names.get(i)) < i) {
        throw new IllegalArgumentException("'" + names.get(i) + "' is added twice");
      }
    }
    for (int i = 0; i < slots; i++) {
      this.fields[i] = fields.indexOf(pointers.get(i));
      if (this.fields[i] < 0) {
        throw new IllegalArgumentException(
            "the scanner does not look for the field '"
                + (i < names.size() ? names.get(i) : pointers.get(i))
                + "'");
      }
    }
  }

  public List<String> names() {
    return names;
  }

  /** The slot of a field that may be added or changed; -1 for any other. */
  public int slot(String pointer) {
    return pointers.indexOf(pointer);
  }

  /** Forgets the changes of the event before. */
  public void clear() {
    Arrays.fill(values, null);
    Arrays.fill(removed, false);
    Arrays.fill(inPlace, false);
  }

  /** Adds field <i>i</i> of the names; the last value given for it counts. */
  public void set(int i, byte[] json) {
    values[i] = json;
    removed[i] = false;
    inPlace[i] = false;
  }

  /** Gives the field of a slot, which is there or has been added, another value in its place. */
  public void replace(int slot, byte[] json) {
    inPlace[slot] = values[slot] == null || inPlace[slot];
    values[slot] = json;
  }

  /** Takes out the field of a slot, added or not. */
  public void remove(int slot) {
    values[slot] = null;
    inPlace[slot] = false;
    removed[slot] = true;
  }

  /** The value that a slot has been given, or null. */
  public byte[] get(int slot) {
    return values[slot];
  }

  public boolean isRemoved(int slot) {
    return removed[slot];
  }

  /** The scanned object with the changes; the scanned array itself when there are none. */
  public byte[] into(JsonScanner scan) {
    byte[] json = scan.bytes();
    int size = scan.to() - scan.from();
    if (isUntouched(scan)) {
      return size == json.length ? json : Arrays.copyOfRange(json, scan.from(), scan.to());
    }
    byte[] out = new byte[size + addedBytes()];
    int at = copyKept(scan, out);
    boolean comma = out[behindLast(out, at) - 1] != '{';
    for (int i = 0; i < names.size(); i++) {
      if (values[i] != null && !inPlace[i]) {
        if (comma) {
          out[at++] = ',';
        }
        comma = true;
        at = append(quotedNames[i], 0, quotedNames[i].length, out, at);
        at = append(values[i], 0, values[i].length, out, at);
      }
    }
    at = append(json, scan.closingBrace(), scan.to(), out, at);
    return at == out.length ? out : Arrays.copyOf(out, at);
  }

  private boolean isUntouched(JsonScanner scan) {
    for (int i = 0; i < values.length; i++) {
      if (values[i] != null || isCut(scan, i)) {
        return false;
      }
    }
    return true;
  }

  private int addedBytes() {
    int bytes = 0;
    for (int i = 0; i < values.length; i++) {
      if (values[i] != null) {
        bytes += (i < names.size() ? quotedNames[i].length : 0) + values[i].length + 1;
      }
    }
    return bytes;
  }

  /** Copies the object up to its closing brace, with what is changed where it stands. */
  private int copyKept(JsonScanner scan, byte[] out) {
    byte[] json = scan.bytes();
    int read = scan.from();
    int at = 0;
    for (int i = nextCut(scan, read); i >= 0; i = nextCut(scan, read)) {
      if (inPlace[i]) {
        at = append(json, read, scan.start(fields[i]), out, at);
        at = append(values[i], 0, values[i].length, out, at);
        read = scan.end(fields[i]);
      } else {
        at = append(json, read, scan.memberStart(fields[i]), out, at);
        int behind = behindMember(scan, fields[i]);
        boolean last = json[behind] != ',';
        at = last ? withoutComma(out, at) : at;
        read = last ? behind : behind + 1;
      }
    }
    return append(json, read, scan.closingBrace(), out, at);
  }

  /** The first changed member at or behind a place, or -1. */
  private int nextCut(JsonScanner scan, int from) {
    int next = -1;
    for (int i = 0; i < values.length; i++) {
      boolean cut = isCut(scan, i) && scan.memberStart(fields[i]) >= from;
      if (cut && (next < 0 || scan.memberStart(fields[i]) < scan.memberStart(fields[next]))) {
        next = i;
      }
    }
    return next;
  }

  /** True when the field stands in the scanned object and does not stay as it is. */
  private boolean isCut(JsonScanner scan, int slot) {
    return (values[slot] != null || removed[slot]) && scan.kind(fields[slot]) != JsonKind.ABSENT;
  }

  /** Where the copy ends without the comma that stood before a last member that goes. */
  private static int withoutComma(byte[] out, int at) {
    int behind = behindLast(out, at);
    return out[behind - 1] == ',' ? behind - 1 : at;
  }

  /** Behind the last byte that is not white space; an object's brace stands before that. */
  private static int behindLast(byte[] out, int at) {
    int behind = at;
    while (out[behind - 1] <= ' ' && out[behind - 1] > 0) {
      behind--;
    }
    return behind;
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
