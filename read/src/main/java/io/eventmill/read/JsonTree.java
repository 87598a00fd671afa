package io.eventmill.read;

import io.eventmill.event.json.JsonFields;
import io.eventmill.event.json.JsonKind;
import io.eventmill.event.json.JsonScanner;
import io.eventmill.event.json.JsonStrings;
import io.eventmill.event.json.JsonSyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A JSON object taken apart only as far as fields are moved in it: names with their values, each
 * either an object taken apart as well or the value's own text.
 */
final class JsonTree {
  private static final JsonFields NONE = JsonFields.of();

  private final Map<String, Object> members = new LinkedHashMap<>();

  /** The members of an object; its syntax is checked to the letter. */
  static JsonTree parse(byte[] json) throws UnreadableException {
    JsonScanner scanner = new JsonScanner(NONE);
    try {
      scanner.scan(json);
      if (scanner.rootKind() != JsonKind.OBJECT) {
        throw new UnreadableException(notAnObject(scanner.rootKind()));
      }
      return members(json, scanner);
    } catch (JsonSyntaxException e) {
      throw new UnreadableException("not JSON: " + e.getMessage());
    }
  }

  static String notAnObject(JsonKind found) {
    return "expected one JSON object in the line, found "
        + found.name().toLowerCase(java.util.Locale.ROOT);
  }

  private static JsonTree members(byte[] json, JsonScanner scanner)
      throws JsonSyntaxException, UnreadableException {
    JsonTree tree = new JsonTree();
    int at = skip(json, 0) + 1;
    while (true) {
      at = skip(json, at);
      if (json[at] == '}') {
        return tree;
      }
      int nameEnd = scanner.scanValue(json, at, json.length);
      String name = JsonStrings.decode(json, at + 1, nameEnd - 1);
      int from = skip(json, nameEnd);
      at = scanner.scanValue(json, from, json.length);
      String value = new String(json, from, at - from, StandardCharsets.UTF_8);
      if (tree.members.put(name, value) != null) {
        throw new UnreadableException("the field '" + name + "' stands in it twice");
      }
    }
  }

  /** Past white space and the separators between members. */
  private static int skip(byte[] json, int from) {
    int at = from;
    while (" \t\r\n,:".indexOf(json[at]) >= 0) {
      at++;
    }
    return at;
  }

  /** The value's JSON text, or null. */
  String get(String name) {
    Object value = members.get(name);
    return value instanceof JsonTree tree ? tree.toString() : (String) value;
  }

  String remove(String name) {
    String value = get(name);
    members.remove(name);
    return value;
  }

  void put(String name, String json) {
    members.put(name, json);
  }

  /** The value that a path leads to, or null. */
  String get(String[] path) throws UnreadableException {
    JsonTree tree = this;
    for (int i = 0; i < path.length - 1; i++) {
      if (tree.members.get(path[i]) instanceof String json && !json.startsWith("{")) {
        return null;
      }
      if (!tree.members.containsKey(path[i])) {
        return null;
      }
      tree = tree.child(path[i]);
    }
    return tree.get(path[path.length - 1]);
  }

  /** Sets a value, making the objects on the way to it. */
  void put(String[] path, String json) throws UnreadableException {
    JsonTree tree = this;
    for (int i = 0; i < path.length - 1; i++) {
      tree = tree.child(path[i]);
    }
    tree.members.put(path[path.length - 1], json);
  }

  private JsonTree child(String name) throws UnreadableException {
    Object value = members.get(name);
    if (value instanceof JsonTree tree) {
      return tree;
    }
    if (value instanceof String json && !json.startsWith("{")) {
      throw new UnreadableException(
          "a field cannot be put into '" + name + "', which holds " + json + " and is no object");
    }
    JsonTree tree =
        value == null ? new JsonTree() : parse(((String) value).getBytes(StandardCharsets.UTF_8));
    members.put(name, tree);
    return tree;
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder(512);
    write(out);
    return out.toString();
  }

  private void write(StringBuilder out) {
    out.append('{');
    members.forEach(
        (name, value) -> {
          if (out.charAt(out.length() - 1) != '{') {
            out.append(',');
          }
          JsonStrings.quote(name, out);
          out.append(':');
          if (value instanceof JsonTree tree) {
            tree.write(out);
          } else {
            out.append(value);
          }
        });
    out.append('}');
  }

  byte[] bytes() {
    return toString().getBytes(StandardCharsets.UTF_8);
  }
}
