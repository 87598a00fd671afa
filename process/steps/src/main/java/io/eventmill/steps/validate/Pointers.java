package io.eventmill.steps.validate;

import io.eventmill.event.json.JsonStrings;
import java.util.ArrayDeque;
import java.util.Deque;

/** JSON pointers (RFC 6901): of a byte in a text, and their spelling. */
final class Pointers {
  private Pointers() {}

  static String escape(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  static String unescape(String name) {
    return name.replace("~1", "/").replace("~0", "~");
  }

  /**
   * The pointer of the value, or of the member, in which this byte stands. Walked anew from the
   * front, for only a failed event asks; what is behind the byte may be no JSON at all.
   */
  static String at(byte[] json, int from, int offset) {
    Deque<Step> path = new ArrayDeque<>();
    boolean nameNext = false;
    int i = from;
    while (i < offset) {
      byte c = json[i];
      if (c == '"') {
        int end = stringEnd(json, i, offset);
        if (end > offset) {
          break;
        }
        if (nameNext) {
          path.getLast().name = JsonStrings.decode(json, i + 1, end - 1);
          nameNext = false;
        }
        i = end;
        continue;
      }
      if (c == '{' || c == '[') {
        path.addLast(new Step(c == '['));
        nameNext = c == '{';
      } else if (c == '}' || c == ']') {
        path.pollLast();
      } else if (c == ',' && !path.isEmpty()) {
        path.getLast().next();
        nameNext = !path.getLast().array;
      }
      i++;
    }
    StringBuilder out = new StringBuilder();
    for (Step step : path) {
      out.append(step.pointer());
    }
    return out.toString();
  }

  private static int stringEnd(byte[] json, int open, int limit) {
    int i = open + 1;
    while (i < limit && json[i] != '"') {
      i += json[i] == '\\' ? 2 : 1;
    }
    return i + 1;
  }

  private static final class Step {
    final boolean array;
    int index;
    String name;

    Step(boolean array) {
      this.array = array;
    }

    void next() {
      index++;
      name = null;
    }

    String pointer() {
      if (array) {
        return "/" + index;
      }
      return name == null ? "" : "/" + escape(name);
    }
  }
}
