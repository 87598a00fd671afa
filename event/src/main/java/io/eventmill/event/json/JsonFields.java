package io.eventmill.event.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The fields a reader wants, as JSON pointers (RFC 6901), compiled once into a tree of names that
 * the scanner walks along. Field <i>i</i> of the list is field <i>i</i> of every scan. Pointers
 * lead through objects only; array elements cannot be asked for.
 */
public final class JsonFields {
  final Node root = new Node(0);
  private final List<String> pointers;
  private int nodes = 1;

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

  /** Names on the way to all fields, the root included: the numbers of nodes are below this. */
  int nodeCount() {
    return nodes;
  }

  public int size() {
    return pointers.size();
  }

  public String pointer(int field) {
    return pointers.get(field);
  }

  /** All of them, in the order of the list. */
  public List<String> pointers() {
    return pointers;
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
      node = node.children.computeIfAbsent(unescape(name), n -> new Node(nodes++));
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
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      return false; // half a surrogate pair: no such name can stand in UTF-8
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
    final int number;
    final Map<String, Node> children = new LinkedHashMap<>();
    int field = -1;
    byte[][] names = {};
    Node[] nodes = {};

    /** Bit n is set when a name has n bytes. */
    private long lengths;

    Node(int number) {
      this.number = number;
    }

    void freeze() {
      List<byte[]> allNames = new ArrayList<>();
      List<Node> allNodes = new ArrayList<>();
      children.forEach(
          (name, node) -> {
            byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
            allNames.add(bytes);
            allNodes.add(node);
            node.freeze();
            lengths |= 1L << Math.min(Long.SIZE - 1, bytes.length);
          });
      names = allNames.toArray(new byte[0][]);
      nodes = allNodes.toArray(new Node[0]);
    }

    /** False for most names of an event, so that few need a comparison. */
    boolean hasNameOfLength(int bytes) {
      return bytes >= Long.SIZE - 1 || (lengths >>> bytes & 1) != 0;
    }

    /** The field that stands here, or the first one further down. */
    int firstField() {
      return field >= 0 ? field : nodes[0].firstField();
    }

    boolean isLeaf() {
      return nodes.length == 0;
    }
  }
}
