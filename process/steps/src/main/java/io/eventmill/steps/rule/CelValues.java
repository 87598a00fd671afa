package io.eventmill.steps.rule;

import dev.cel.common.values.NullValue;
import io.eventmill.event.json.JsonKind;
import io.eventmill.event.json.JsonScanner;
import io.eventmill.event.json.JsonStrings;
import io.eventmill.event.json.JsonSyntaxException;
import io.eventmill.event.json.JsonVisitor;
import io.eventmill.event.json.JsonWalker;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON as CEL's values: objects as maps, whole numbers of up to 64 bits as int, all others as
 * double.
 */
final class CelValues implements JsonVisitor {
  private final byte[] json;
  private final Deque<Object> open = new ArrayDeque<>();
  private final Deque<String> names = new ArrayDeque<>();
  private Object result;

  private CelValues(byte[] json) {
    this.json = json;
  }

  /** Any JSON; where a name stands twice in an object, the last one counts. */
  static Object of(byte[] json) {
    CelValues values = new CelValues(json);
    try {
      new JsonWalker(values, JsonScanner.DEPTH_MAX_LIMIT).walk(json);
    } catch (JsonSyntaxException e) {
      throw new IllegalArgumentException("it has been scanned before", e);
    }
    return values.result;
  }

  static Object constant(JsonKind kind) {
    return switch (kind) {
      case TRUE -> true;
      case FALSE -> false;
      default -> NullValue.NULL_VALUE;
    };
  }

  static Object number(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.' || c == 'e' || c == 'E') {
        return Double.valueOf(text);
      }
    }
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException e) {
      return Double.valueOf(text);
    }
  }

  @Override
  public void beginObject() {
    open.push(new HashMap<String, Object>());
  }

  @Override
  public void endObject() {
    put(open.pop());
  }

  @Override
  public void beginArray() {
    open.push(new ArrayList<>());
  }

  @Override
  public void endArray() {
    put(open.pop());
  }

  @Override
  public void name(int from, int to, boolean escaped) {
    names.push(text(from, to, escaped));
  }

  @Override
  public void string(int from, int to, boolean escaped) {
    put(text(from, to, escaped));
  }

  @Override
  public void number(int from, int to) {
    put(number(new String(json, from, to - from, StandardCharsets.UTF_8)));
  }

  @Override
  public void literal(JsonKind kind) {
    put(constant(kind));
  }

  private String text(int from, int to, boolean escaped) {
    return escaped
        ? JsonStrings.decode(json, from, to)
        : new String(json, from, to - from, StandardCharsets.UTF_8);
  }

  @SuppressWarnings("unchecked") // what is open was opened here
  private void put(Object value) {
    Object in = open.peek();
    if (in == null) {
      result = value;
    } else if (in instanceof List<?> list) {
      ((List<Object>) list).add(value);
    } else {
      ((Map<String, Object>) in).put(names.pop(), value);
    }
  }
}
