package io.eventmill.collect.body;

import io.eventmill.event.json.JsonStrings;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The event of a pixel's query string: each parameter is a field with a string value; one that
 * comes again makes a list; a name that begins with '/' is a JSON pointer. A page that cannot run
 * scripts does not know the time either: when the source's time field is missing, it is the moment
 * of receipt.
 */
public final class PixelEvent {
  private static final int DEPTH_MAX = 32;

  private PixelEvent() {}

  /**
   * @param query what stands behind the '?', or null
   * @param timePointer where the source has its time, or null
   */
  public static byte[] json(String query, String timePointer, long receivedMillis) throws Refused {
    Map<String, Object> event = new LinkedHashMap<>();
    if (query != null) {
      for (String parameter : query.split("&")) {
        if (!parameter.isEmpty()) {
          int equals = parameter.indexOf('=');
          String name = decode(equals < 0 ? parameter : parameter.substring(0, equals));
          String value = equals < 0 ? "" : decode(parameter.substring(equals + 1));
          put(event, name, value);
        }
      }
    }
    if (event.isEmpty()) {
      throw Refusal.of(400, "empty_event", "the query string is empty; send fields as ?name=value")
          .asException();
    }
    if (timePointer != null && !has(event, timePointer)) {
      put(event, timePointer, Instant.ofEpochMilli(receivedMillis).toString());
    }
    StringBuilder out = new StringBuilder(256);
    write(event, out);
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String decode(String text) throws Refused {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      String found = "the query string is not well encoded at '" + text + "': " + e.getMessage();
      throw Refusal.of(400, "query_invalid", found).asException();
    }
  }

  private static List<String> path(String name) {
    if (!name.startsWith("/")) {
      return List.of(name);
    }
    List<String> path = new ArrayList<>();
    for (String step : name.substring(1).split("/", -1)) {
      path.add(step.replace("~1", "/").replace("~0", "~"));
    }
    return path;
  }

  private static boolean has(Map<String, Object> event, String pointer) {
    Object at = event;
    for (String step : path(pointer)) {
      at = at instanceof Map<?, ?> object ? object.get(step) : null;
    }
    return at != null;
  }

  @SuppressWarnings("unchecked")
  private static void put(Map<String, Object> event, String name, String value) throws Refused {
    List<String> path = path(name);
    if (path.size() > DEPTH_MAX) {
      String found = "a parameter names a field " + path.size() + " objects deep";
      throw Refusal.of(400, "query_invalid", found + ", the limit is " + DEPTH_MAX).asException();
    }
    Map<String, Object> object = event;
    for (String step : path.subList(0, path.size() - 1)) {
      Object next = object.computeIfAbsent(step, s -> new LinkedHashMap<String, Object>());
      if (!(next instanceof Map)) {
        throw clash(name);
      }
      object = (Map<String, Object>) next;
    }
    String last = path.get(path.size() - 1);
    Object before = object.get(last);
    if (before == null) {
      object.put(last, value);
    } else if (before instanceof List) {
      ((List<Object>) before).add(value);
    } else if (before instanceof String) {
      object.put(last, new ArrayList<>(List.of(before, value)));
    } else {
      throw clash(name);
    }
  }

  private static Refused clash(String name) {
    String found = "'" + name + "' is a value in one parameter and an object in another";
    return Refusal.of(400, "query_invalid", found).asException();
  }

  private static void write(Object value, StringBuilder out) {
    if (value instanceof Map<?, ?> object) {
      char separator = '{';
      for (Map.Entry<?, ?> field : object.entrySet()) {
        JsonStrings.quote((String) field.getKey(), out.append(separator));
        write(field.getValue(), out.append(':'));
        separator = ',';
      }
      out.append('}');
    } else if (value instanceof List<?> list) {
      char separator = '[';
      for (Object element : list) {
        write(element, out.append(separator));
        separator = ',';
      }
      out.append(']');
    } else {
      JsonStrings.quote((String) value, out);
    }
  }
}
