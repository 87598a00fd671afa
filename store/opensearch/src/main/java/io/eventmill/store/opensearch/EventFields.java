package io.eventmill.store.opensearch;

import io.eventmill.event.Event;
import io.eventmill.event.json.JsonKind;
import io.eventmill.event.json.JsonStrings;
import io.eventmill.event.json.JsonSyntaxException;
import io.eventmill.event.json.JsonVisitor;
import io.eventmill.event.json.JsonWalker;
import io.eventmill.store.FieldText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What an event's JSON holds: its scalar fields by pointer, and all its names and texts. */
final class EventFields implements JsonVisitor {
  /**
   * @param text as {@link FieldText} writes it
   */
  record Value(String text, boolean number) {}

  private final byte[] json;
  private final Map<String, Value> fields = new LinkedHashMap<>();
  private final Set<String> words = new HashSet<>();

  /** By depth: the pointer to the object that is open; the last one is that of the name read. */
  private final List<String> above = new ArrayList<>();

  private String pointer = "";
  private int arrays;

  private EventFields(byte[] json) {
    this.json = json;
  }

  /**
   * @throws IllegalArgumentException when the event's JSON is none; names the event
   */
  static EventFields of(Event event) {
    EventFields fields = new EventFields(event.json());
    try {
      new JsonWalker(fields).walk(event.json());
    } catch (JsonSyntaxException e) {
      throw new IllegalArgumentException(
          "store: event "
              + event.id()
              + " from "
              + event.origin()
              + " is not JSON: "
              + e.getMessage(),
          e);
    }
    return fields;
  }

  /** By JSON pointer; of two of one name the last. */
  Map<String, Value> byPointer() {
    return fields;
  }

  /** Names and texts at any depth, each once. */
  Set<String> words() {
    return words;
  }

  @Override
  public void beginObject() {
    remove();
    above.add(pointer);
  }

  @Override
  public void endObject() {
    pointer = above.remove(above.size() - 1);
  }

  @Override
  public void beginArray() {
    remove();
    arrays++;
  }

  @Override
  public void endArray() {
    arrays--;
  }

  @Override
  public void name(int from, int to, boolean escaped) {
    String name = text(from, to, escaped);
    words.add(FieldText.ofString(name));
    if (arrays == 0) {
      pointer = above.get(above.size() - 1) + "/" + name.replace("~", "~0").replace("/", "~1");
    }
  }

  @Override
  public void string(int from, int to, boolean escaped) {
    put(new Value(FieldText.ofString(text(from, to, escaped)), false));
  }

  @Override
  public void number(int from, int to) {
    put(new Value(FieldText.ofNumber(text(from, to, false)), true));
  }

  @Override
  public void literal(JsonKind kind) {
    if (kind == JsonKind.NULL) {
      remove();
    } else {
      put(new Value(kind == JsonKind.TRUE ? "true" : "false", false));
    }
  }

  private void put(Value value) {
    words.add(value.text());
    if (arrays == 0 && !above.isEmpty()) {
      fields.put(pointer, value);
    }
  }

  private void remove() {
    if (arrays == 0) {
      fields.remove(pointer);
    }
  }

  private String text(int from, int to, boolean escaped) {
    return escaped
        ? JsonStrings.decode(json, from, to)
        : new String(json, from, to - from, StandardCharsets.UTF_8);
  }
}
