package io.eventmill.app.samples;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Expected rows beside those found; their order does not matter. Rows that are not equal are held
 * against the one of the same id, or else the one most like it, so that one can say which field
 * differs.
 *
 * @param equal how many rows are as expected
 * @param differences one text for each row that is not, of one or more lines
 */
public record Comparison(int equal, List<String> differences) {
  private static final int SHOWN_MAX = 300;

  public boolean good() {
    return differences.isEmpty();
  }

  public static Comparison of(List<JsonNode> expected, List<JsonNode> found) {
    List<JsonNode> missing = new ArrayList<>();
    List<JsonNode> surplus = new ArrayList<>(found);
    for (JsonNode row : expected) {
      if (!surplus.remove(row)) {
        missing.add(row);
      }
    }
    int equal = expected.size() - missing.size();
    List<String> differences = new ArrayList<>();
    for (JsonNode row : missing) {
      JsonNode like = mostLike(row, surplus);
      if (like == null) {
        differences.add("missing: " + shown(row.toString()));
      } else {
        surplus.remove(like);
        differences.add(difference(row, like));
      }
    }
    surplus.forEach(row -> differences.add("not expected: " + shown(row.toString())));
    return new Comparison(equal, List.copyOf(differences));
  }

  /** Of the same id; of rows whose id was made, the one with the fewest fields that differ. */
  private static JsonNode mostLike(JsonNode row, List<JsonNode> others) {
    JsonNode best = null;
    int least = Integer.MAX_VALUE;
    for (JsonNode other : others) {
      if (other.path("id").equals(row.path("id")) && sameSource(row, other)) {
        int differing = fields(row, other).size();
        if (differing < least) {
          least = differing;
          best = other;
        }
      }
    }
    return best;
  }

  private static boolean sameSource(JsonNode row, JsonNode other) {
    return row.path("source").equals(other.path("source"));
  }

  private static String difference(JsonNode expected, JsonNode found) {
    String name = expected.has("id") ? "id" : expected.fieldNames().next();
    StringBuilder text = new StringBuilder(name + " " + shown(expected.get(name).asText()));
    if (expected.has("source")) {
      text.append(" of ").append(expected.path("source").asText());
    }
    fields(expected, found).forEach((pointer, line) -> text.append("\n  ").append(line));
    return text.toString();
  }

  /** By pointer, what differs. */
  private static Map<String, String> fields(JsonNode expected, JsonNode found) {
    Map<String, String> wanted = new LinkedHashMap<>();
    Map<String, String> got = new LinkedHashMap<>();
    flatten("", expected, wanted);
    flatten("", found, got);
    TreeSet<String> pointers = new TreeSet<>(wanted.keySet());
    pointers.addAll(got.keySet());
    Map<String, String> differing = new LinkedHashMap<>();
    for (String pointer : pointers) {
      String was = wanted.getOrDefault(pointer, "nothing");
      String is = got.getOrDefault(pointer, "nothing");
      if (!was.equals(is)) {
        differing.put(pointer, pointer + ": expected " + shown(was) + ", found " + shown(is));
      }
    }
    return differing;
  }

  private static void flatten(String pointer, JsonNode node, Map<String, String> into) {
    if (node.isObject() && !node.isEmpty()) {
      node.properties()
          .forEach(e -> flatten(pointer + "/" + escaped(e.getKey()), e.getValue(), into));
    } else if (node.isArray() && !node.isEmpty()) {
      for (int i = 0; i < node.size(); i++) {
        flatten(pointer + "/" + i, node.get(i), into);
      }
    } else {
      into.put(pointer, node.toString());
    }
  }

  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  private static String shown(String text) {
    return text.length() <= SHOWN_MAX ? text : text.substring(0, SHOWN_MAX) + "…";
  }
}
