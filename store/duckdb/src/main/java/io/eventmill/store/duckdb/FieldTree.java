package io.eventmill.store.duckdb;

import io.eventmill.event.json.JsonStrings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The fields that have columns, as the tree of names in which they stand in an event. */
final class FieldTree {
  final Node root = new Node("");

  void add(Field field) {
    Node node = root;
    for (String name : names(field.pointer)) {
      node = node.childMade(name);
    }
    node.field = field;
  }

  /** The names a JSON pointer leads through. */
  static List<String> names(String pointer) {
    List<String> names = new ArrayList<>();
    for (String part : pointer.substring(1).split("/", -1)) {
      names.add(part.replace("~1", "/").replace("~0", "~"));
    }
    return names;
  }

  /** One name on the way to a field. */
  static final class Node {
    final String name;
    Field field;

    /** The event that has had this name noted last. */
    long named;

    private final Map<String, Node> byName = new HashMap<>();
    private byte[][] names = {};
    private Node[] nodes = {};
    private int next;

    Node(String name) {
      this.name = name;
    }

    /** An object begins: its first field is likely to be the first one known. */
    void rewind() {
      next = 0;
    }

    /**
     * The child of this name, or null. Events of one kind bring their fields in one order, so the
     * child behind the last one found is tried first.
     */
    Node child(byte[] json, int from, int to, boolean escaped) {
      int count = nodes.length;
      if (next < count && is(names[next], json, from, to)) {
        return nodes[next++];
      }
      if (count == 0) {
        return null;
      }
      Node found = byName.get(JsonStrings.decode(json, from, to));
      if (found != null && !escaped) {
        next = indexOf(found) + 1;
      }
      return found;
    }

    private static boolean is(byte[] name, byte[] json, int from, int to) {
      return Arrays.equals(name, 0, name.length, json, from, to);
    }

    private int indexOf(Node node) {
      for (int i = 0; i < nodes.length; i++) {
        if (nodes[i] == node) {
          return i;
        }
      }
      return 0;
    }

    private Node childMade(String name) {
      Node child = byName.get(name);
      if (child == null) {
        child = new Node(name);
        byName.put(name, child);
        names = Arrays.copyOf(names, names.length + 1);
        names[names.length - 1] = name.getBytes(StandardCharsets.UTF_8);
        nodes = Arrays.copyOf(nodes, nodes.length + 1);
        nodes[nodes.length - 1] = child;
      }
      return child;
    }
  }
}
