package io.eventmill.steps.validate;

import com.fasterxml.jackson.databind.JsonNode;

/** items, minItems and maxItems of one place in a schema. */
final class ArrayRules implements Rule {
  private final JsonNode schema;
  private final Node items;
  private final int min;
  private final int max;

  ArrayRules(JsonNode schema, Node items) {
    this.schema = schema;
    this.items = items;
    this.min = schema.path("minItems").asInt(0);
    this.max = schema.path("maxItems").asInt(Integer.MAX_VALUE);
  }

  /** Checks the array at the cursor against all of them, and moves behind it. */
  static boolean check(ArrayRules[] rules, Walk w, int start) {
    int count = 0;
    if (!w.enter(']')) {
      do {
        if (!element(rules, w)) {
          return false;
        }
        count++;
      } while (w.more(']'));
    }
    for (ArrayRules one : rules) {
      if (count < one.min) {
        return w.fail(start, "minItems", one.schema.get("minItems"));
      }
      if (count > one.max) {
        return w.fail(start, "maxItems", one.schema.get("maxItems"));
      }
    }
    return true;
  }

  private static boolean element(ArrayRules[] rules, Walk w) {
    if (rules.length == 0) {
      return Node.ANY.check(w);
    }
    int start = w.at;
    for (ArrayRules one : rules) {
      w.at = start;
      if (!one.items.check(w)) {
        return false;
      }
    }
    return true;
  }

  static long passes(ArrayRules[] rules, PassCount count) {
    long all = 0;
    for (ArrayRules one : rules) {
      all += count.passes(one.items);
    }
    return all;
  }
}
