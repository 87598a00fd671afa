package io.eventmill.event.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The fields a reader wants, as JSON pointers (RFC 6901), compiled once into a tree of names that
 * the scanner walks along. Field <i>i</i> of the list is field <i>i</i> of every scan. Pointers
 * lead through objects only; array elements cannot be asked for.
 */
public final class JsonFields {
  private final List<String> pointers;
  final Node root = new Node();

  private JsonFields(List<String> pointers) {
    this.pointers = List.copyOf(pointers);
    for (int i = 0; i < pointers.size(); i++) {
      add(pointers.get(i), i);
    }
    root.freeze();
  }

  public static JsonFields of(String... pointers) {
    return new JsonFields(List.of(pointers));
  }

  public static JsonFields of(List<String> pointers) {
    return new JsonFields(pointers);
  }

  public int size() {
    return pointers.size();
  }

  public String pointer(int field) {
    return pointers.get(field);
  }

  /** The field's place in the list, or -1 when nobody asked for it. */
  public int indexOf(String pointer) {
    return pointers.indexOf(pointer);
  }

  /** The pointer to a field of the event itself, e.g. {@code /event_id} for {@code event_id}. */
  public static String pointerTo(String name) {
    return "/" + name.replace("~", "~0").replace("/", "~1");
  }

  private void add(String pointer, int field) {
    if (!isPointer(pointer)) {
      throw new IllegalArgumentException(
          "'"
              + pointer
              + "' is not a JSON pointer to a field; one starts with '/', e.g. /event_id");
    }
    Node node = root;
    for (String name : pointer.substring(1).split("/", -1)) {
      node = node.children.computeIfAbsent(unescape(name), n -> new Node());
    }
    if (node.field >= 0) {
      throw new IllegalArgumentException("'" + pointer + "' is asked for twice");
    }
    node.field = field;
  }

  /** True for a pointer to a field, such as {@code /event_id} or {@code /params/platform}. */
  public static boolean isPointer(String text) {
    if (text == null || text.length() < 2 || text.charAt(0) != '/') {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      boolean badEscape =
          text.charAt(i) == '~'
              && (i + 1 == text.length()
                  || (text.charAt(i + 1) != '0' && text.charAt(i + 1) != '1'));
      if (badEscape) {
        return false;
      }
    }
    return true;
  }

  private static String unescape(String name) {
    return name.replace("~1", "/").replace("~0", "~");
  }

  /** One name on the way to a wanted field. */
  static final class Node {
    final Map<String, Node> children = new HashMap<>();
    int field = -1;
    byte[][] names = {};
    Node[] nodes = {};

    void freeze() {
      List<byte[]> allNames = new ArrayList<>();
      List<Node> allNodes = new ArrayList<>();
      children.forEach(
          (name, node) -> {
            allNames.add(name.getBytes(StandardCharsets.UTF_8));
            allNodes.add(node);
            node.freeze();
          });
      names = allNames.toArray(new byte[0][]);
      nodes = allNodes.toArray(new Node[0]);
    }

    boolean isLeaf() {
      return nodes.length == 0;
    }
  }
}
