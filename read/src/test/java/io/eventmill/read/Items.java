package io.eventmill.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads a text as a file, and its events with another JSON reader than ours. */
final class Items {
  private static final ObjectMapper JSON = new ObjectMapper();

  final List<JsonNode> events = new ArrayList<>();
  final List<Item> all = new ArrayList<>();
  final List<Item.Unreadable> unreadable = new ArrayList<>();

  static Items of(String text, ReadSettings settings) throws IOException {
    return of(text.getBytes(StandardCharsets.UTF_8), "file", settings);
  }

  static Items of(byte[] bytes, String name, ReadSettings settings) throws IOException {
    Items items = new Items();
    try (EventFile file = EventFile.open(new ByteArrayInputStream(bytes), name, settings)) {
      for (Item item = file.next(); item != null; item = file.next()) {
        items.add(item);
      }
    }
    return items;
  }

  void add(Item item) throws IOException {
    all.add(item);
    if (item instanceof Item.Event event) {
      events.add(JSON.readTree(event.json()));
    } else {
      unreadable.add((Item.Unreadable) item);
    }
  }

  static JsonNode json(String text) throws IOException {
    return JSON.readTree(text);
  }
}
