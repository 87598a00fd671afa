package io.eventmill.steps.rule;

import io.eventmill.event.json.JsonFields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The fields that rules look at, as a tree of names: every field on the way down is scanned for,
 * too, since a rule may ask whether it is there.
 */
final class FieldTree {
  /** One name. A field that is wanted itself is taken with all that is in it. */
  static final class Node {
    final String pointer;
    final Map<String, Node> children = new LinkedHashMap<>();
    boolean wanted;
    int field = -1;

    private Node(String pointer) {
      this.pointer = pointer;
    }
  }

  final Node root = new Node("");
  private boolean whole;

  void add(MentionedFields fields) {
    whole |= fields.whole();
    for (List<String> path : fields.paths()) {
      add(path);
    }
  }

  private void add(List<String> path) {
    Node node = root;
    for (String name : path) {
      String pointer = node.pointer + JsonFields.pointerTo(name);
      if (name.isEmpty() || !JsonFields.isPointer(pointer)) {
        whole = true; // no pointer leads there
        return;
      }
      node = node.children.computeIfAbsent(name, n -> new Node(pointer));
    }
    node.wanted = true;
  }

  /** True when some rule needs the event as a whole. */
  boolean whole() {
    return whole;
  }

  /** What is to be scanned for; nothing where the whole event is read anyway. */
  List<String> pointers() {
    List<String> pointers = new ArrayList<>();
    if (!whole) {
      root.children.values().forEach(node -> collect(node, pointers));
    }
    return pointers;
  }

  private static void collect(Node node, List<String> into) {
    into.add(node.pointer);
    node.children.values().forEach(child -> collect(child, into));
  }

  /** Notes for each field its place among those that are read. */
  void bind(List<String> scanned) {
    bind(root, scanned);
  }

  private static void bind(Node node, List<String> scanned) {
    node.field = scanned.indexOf(node.pointer);
    node.children.values().forEach(child -> bind(child, scanned));
  }
}
