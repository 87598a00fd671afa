package io.eventmill.store.duckdb;

import io.eventmill.event.json.JsonStrings;
import java.util.Arrays;

/** Where a walk through an event stands: the names above, as far as known as nodes of the tree. */
final class JsonPath {
  private byte[] json = {};
  private int depth;
  private int arrays;
  private long event;

  /** By depth: the node of the object that is open, null inside what is not known. */
  private FieldTree.Node[] objects = new FieldTree.Node[16];

  /** By depth: the node of the name read last. */
  private FieldTree.Node[] nodes = new FieldTree.Node[16];

  private int[] nameFrom = new int[16];
  private int[] nameTo = new int[16];
  private boolean empty;

  void begin(byte[] of, FieldTree.Node root) {
    json = of;
    depth = 0;
    arrays = 0;
    event++;
    nodes[0] = root;
  }

  boolean isInArray() {
    return arrays > 0;
  }

  /** The field whose value comes next, when it has a column. */
  Field field() {
    FieldTree.Node node = arrays > 0 ? null : nodes[depth];
    return node == null ? null : node.field;
  }

  void beginObject() {
    FieldTree.Node node = arrays > 0 ? null : nodes[depth];
    if (node != null) {
      node.rewind();
    }
    depth++;
    if (depth == nodes.length) {
      grow();
    }
    objects[depth] = node;
    empty = true;
  }

  /**
   * @return true when the object had no field
   */
  boolean endObject() {
    depth--;
    boolean wasEmpty = empty;
    empty = false;
    return wasEmpty;
  }

  void beginArray() {
    arrays++;
  }

  void endArray() {
    arrays--;
  }

  /**
   * @return true when the name is known to lead to a column
   */
  boolean name(int from, int to, boolean escaped) {
    empty = false;
    nameFrom[depth] = from;
    nameTo[depth] = to;
    FieldTree.Node object = objects[depth];
    nodes[depth] = object == null ? null : object.child(json, from, to, escaped);
    return nodes[depth] != null;
  }

  /** Leaves the names of the known nodes above, once per event; the unknown ones are there. */
  void nameAll(Words words) {
    for (int d = 1; d <= depth; d++) {
      FieldTree.Node node = nodes[d];
      if (node != null && node.named != event) {
        node.named = event;
        words.add(node.name);
      }
    }
  }

  /** JSON pointer of the value that comes next; null where there is none to ask for. */
  String pointer() {
    if (arrays > 0 || depth == 0) {
      return null;
    }
    StringBuilder pointer = new StringBuilder();
    for (int d = 1; d <= depth; d++) {
      String name = JsonStrings.decode(json, nameFrom[d], nameTo[d]);
      pointer.append('/').append(name.replace("~", "~0").replace("/", "~1"));
    }
    return pointer.toString();
  }

  private void grow() {
    int size = nodes.length * 2;
    objects = Arrays.copyOf(objects, size);
    nodes = Arrays.copyOf(nodes, size);
    nameFrom = Arrays.copyOf(nameFrom, size);
    nameTo = Arrays.copyOf(nameTo, size);
  }
}
