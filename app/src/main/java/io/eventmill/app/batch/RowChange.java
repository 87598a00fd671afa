package io.eventmill.app.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * A field that two states of a row do not have alike.
 *
 * @param pointer JSON pointer
 * @param was null when it was not there
 * @param is null when it is not there
 */
record RowChange(String pointer, JsonNode was, JsonNode is) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SHOWN_MAX = 80;

  /** All of them, by pointer; the whole rows where one is no JSON. */
  static List<RowChange> between(String was, String is) {
    List<RowChange> changes = new ArrayList<>();
    try {
      add("", JSON.readTree(was), JSON.readTree(is), changes);
    } catch (JsonProcessingException e) {
      changes.add(new RowChange("", JSON.valueToTree(was), JSON.valueToTree(is)));
    }
    return changes;
  }

  private static void add(String at, JsonNode was, JsonNode is, List<RowChange> changes) {
    if (was != null && is != null && was.isObject() && is.isObject()) {
      TreeSet<String> names = new TreeSet<>();
      was.fieldNames().forEachRemaining(names::add);
      is.fieldNames().forEachRemaining(names::add);
      for (String name : names) {
        String pointer = at + "/" + name.replace("~", "~0").replace("/", "~1");
        add(pointer, was.get(name), is.get(name), changes);
      }
    } else if (was == null || !was.equals(is)) {
      changes.add(new RowChange(at, was, is));
    }
  }

  /** For people; long values are cut. */
  @Override
  public String toString() {
    return pointer + " " + shown(was) + " → " + shown(is);
  }

  private static String shown(JsonNode value) {
    String text = value == null ? "(none)" : value.toString();
    return text.length() <= SHOWN_MAX ? text : text.substring(0, SHOWN_MAX) + "…";
  }
}
