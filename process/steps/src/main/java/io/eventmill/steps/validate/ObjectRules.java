package io.eventmill.steps.validate;

import com.fasterxml.jackson.databind.JsonNode;
import io.eventmill.event.json.JsonStrings;
import java.util.Arrays;

/** properties, required, additionalProperties, minProperties and maxProperties of one place. */
final class ObjectRules implements Rule {
  /** What an object rule is made of. */
  record Parts(NameTable names, Node[] children, Node others, long[] required) {}

  private final int number;
  private final JsonNode schema;
  private final NameTable names;

  /** What each name's value must be: its property's schema, or that of additional properties. */
  private final Node[] children;

  private final Node others;
  private final long[] required;

  /** Names as they stand in JSON; null for those that need escapes there. */
  private final byte[][] raw;

  private final int min;
  private final int max;

  /**
   * @param number of this rule within the schema, from 0
   */
  ObjectRules(int number, JsonNode schema, Parts parts) {
    this.number = number;
    this.schema = schema;
    this.names = parts.names();
    this.children = parts.children();
    this.others = parts.others();
    this.required = parts.required();
    this.raw = new byte[names.size()][];
    for (int i = 0; i < raw.length; i++) {
      String quoted = JsonStrings.quote(names.text(i));
      raw[i] = quoted.equals('"' + names.text(i) + '"') ? names.bytes(i) : null;
    }
    this.min = schema.path("minProperties").asInt(0);
    this.max = schema.path("maxProperties").asInt(Integer.MAX_VALUE);
  }

  /** At first a property is expected to be followed by the next one in the schema. */
  int[] firstSuccessors() {
    int[] next = new int[names.size() + 1];
    Arrays.setAll(next, i -> i);
    return next;
  }

  /** Checks the object at the cursor against all of them, and moves behind it. */
  static boolean check(ObjectRules[] rules, Walk w, int start) {
    return rules.length == 1 ? rules[0].check(w, start) : checkAll(rules, w, start);
  }

  private boolean check(Walk w, int start) {
    int object = w.openObject();
    int seen = w.openSeen(required.length);
    int count = 0;
    if (!w.enter('}')) {
      int last = -1;
      do {
        int property = property(w, last, object, seen);
        last = property < 0 ? last : property;
        w.colon();
        if (!(property < 0 ? others : children[property]).check(w)) {
          return false;
        }
        count++;
      } while (w.more('}'));
    }
    boolean complete = complete(w, start, seen, count);
    w.closeSeen(seen);
    return complete;
  }

  /** Reads a name, and marks it as seen. */
  private int property(Walk w, int last, int object, int seen) {
    int nameAt = w.at;
    int property = w.expectedAfter(number, last);
    if (!stands(w, property)) {
      w.name();
      property = find(w, nameAt);
      if (property < 0) {
        w.seeUnknown(object, nameAt + 1, w.at - 1);
        return -1;
      }
      w.cameAfter(number, last, property);
    }
    w.see(seen, property);
    return property;
  }

  /** Whether the expected property's name is next; moves behind it if so. */
  private boolean stands(Walk w, int property) {
    if (property == raw.length || raw[property] == null) {
      return false;
    }
    byte[] name = raw[property];
    int from = w.at + 1;
    int to = from + name.length;
    boolean stands =
        to < w.limit
            && w.json[to] == '"'
            && w.json[w.at] == '"'
            && Arrays.equals(name, 0, name.length, w.json, from, to);
    if (stands) {
      w.at = to + 1;
    }
    return stands;
  }

  private int find(Walk w, int nameAt) {
    return w.escaped
        ? names.find(JsonStrings.decode(w.json, nameAt + 1, w.at - 1))
        : names.find(w.json, nameAt + 1, w.at - 1);
  }

  private boolean complete(Walk w, int start, int seen, int count) {
    for (int word = 0; word < required.length; word++) {
      long missing = required[word] & ~w.seen(seen + word);
      if (missing != 0) {
        String name = names.text(word * 64 + Long.numberOfTrailingZeros(missing));
        return w.fail(start, "/" + Pointers.escape(name), "required", schema.get("required"));
      }
    }
    if (count < min) {
      return w.fail(start, "minProperties", schema.get("minProperties"));
    }
    return count <= max || w.fail(start, "maxProperties", schema.get("maxProperties"));
  }

  private static boolean checkAll(ObjectRules[] rules, Walk w, int start) {
    int object = w.openObject();
    int words = 0;
    for (ObjectRules one : rules) {
      words += one.required.length;
    }
    int seen = w.openSeen(words);
    int count = 0;
    if (!w.enter('}')) {
      do {
        if (!member(rules, w, object, seen)) {
          return false;
        }
        count++;
      } while (w.more('}'));
    }
    int base = seen;
    for (ObjectRules one : rules) {
      if (!one.complete(w, start, base, count)) {
        return false;
      }
      base += one.required.length;
    }
    w.closeSeen(seen);
    return true;
  }

  private static boolean member(ObjectRules[] rules, Walk w, int object, int seen) {
    int nameAt = w.at;
    w.name();
    int nameEnd = w.at;
    boolean escaped = w.escaped;
    boolean known = false;
    int base = seen;
    for (ObjectRules one : rules) {
      int property = one.find(w, nameAt);
      if (property >= 0) {
        known = true;
        w.see(base, property);
      }
      base += one.required.length;
    }
    if (!known) {
      w.seeUnknown(object, nameAt + 1, nameEnd - 1);
    }
    w.colon();
    if (rules.length == 0) {
      return Node.ANY.check(w);
    }
    int start = w.at;
    for (ObjectRules one : rules) {
      w.at = nameEnd;
      w.escaped = escaped;
      int property = one.find(w, nameAt);
      w.at = start;
      if (!(property < 0 ? one.others : one.children[property]).check(w)) {
        return false;
      }
    }
    return true;
  }

  static long passes(ObjectRules[] rules, PassCount count) {
    long all = 0;
    for (ObjectRules one : rules) {
      long most = count.passes(one.others);
      for (Node child : one.children) {
        most = Math.max(most, count.passes(child));
      }
      all += most;
    }
    return all;
  }
}
