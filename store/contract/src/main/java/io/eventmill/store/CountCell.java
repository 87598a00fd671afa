package io.eventmill.store;

import io.eventmill.event.json.JsonKind;
import io.eventmill.event.json.JsonStrings;
import io.eventmill.event.json.JsonSyntaxException;
import io.eventmill.event.json.JsonVisitor;
import io.eventmill.event.json.JsonWalker;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a row of window counts adds to: its group and its count. The group is all of the row's
 * scalar fields but its id, its window and the count.
 *
 * @param group as {@link #group(Map)} writes it
 */
public record CountCell(String group, long count) {
  private static final String COUNT = "count";
  private static final Set<String> NOT_OF_THE_GROUP =
      Set.of("id", "window_start_time", COUNT, "late");

  /** One text per group: names in order, each name and value with its length before it. */
  public static String group(Map<String, String> values) {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(values)
        .forEach(
            (name, value) ->
                text.append(name.length())
                    .append(':')
                    .append(name)
                    .append(value.length())
                    .append(':')
                    .append(value));
    return text.toString();
  }

  /** Null for a row that counts nothing: without a whole number in {@code count}. */
  public static CountCell of(byte[] json) {
    Fields fields = new Fields(json);
    try {
      new JsonWalker(fields).walk(json);
      return fields.count == null
          ? null
          : new CountCell(group(fields.values), Long.parseLong(fields.count));
    } catch (JsonSyntaxException | NumberFormatException e) {
      return null;
    }
  }

  /** The scalar fields of the outermost object. */
  private static final class Fields implements JsonVisitor {
    private final byte[] json;
    private final Map<String, String> values = new TreeMap<>();
    private String count;
    private String name;
    private int depth;

    Fields(byte[] json) {
      this.json = json;
    }

    private void take(String text, boolean number) {
      if (depth != 1) {
        return;
      }
      if (name.equals(COUNT)) {
        count = number ? text : null;
      }
      if (!NOT_OF_THE_GROUP.contains(name)) {
        values.put(name, text);
      }
    }

    private String text(int from, int to, boolean escaped) {
      return escaped
          ? JsonStrings.decode(json, from, to)
          : new String(json, from, to - from, StandardCharsets.UTF_8);
    }

    @Override
    public void beginObject() {
      depth++;
    }

    @Override
    public void endObject() {
      depth--;
    }

    @Override
    public void beginArray() {
      depth++;
    }

    @Override
    public void endArray() {
      depth--;
    }

    @Override
    public void name(int from, int to, boolean escaped) {
      if (depth == 1) {
        name = text(from, to, escaped);
      }
    }

    @Override
    public void string(int from, int to, boolean escaped) {
      take(FieldText.ofString(text(from, to, escaped)), false);
    }

    @Override
    public void number(int from, int to) {
      take(FieldText.ofNumber(text(from, to, false)), true);
    }

    @Override
    public void literal(JsonKind kind) {
      if (kind != JsonKind.NULL) {
        take(kind == JsonKind.TRUE ? "true" : "false", false);
      }
    }
  }
}
