package io.eventmill.steps.validate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A place in a schema, ready to look at a value: all that the schema says there, through references
 * and allOf too, so that the value is walked over once. Filled once and never changed after; safe
 * for any number of walks.
 */
final class Node {
  /** Takes every value that is JSON. */
  static final Node ANY = new Node();

  static {
    ANY.fill(List.of());
  }

  private int allowed = Types.ALL;
  private List<TypeRule> types = List.of();
  private ValueSet[] values = {};
  private StringRules[] strings = {};
  private NumberRules[] numbers = {};
  private ObjectRules[] objects = {};
  private ArrayRules[] arrays = {};
  private Branch[] branches = {};

  /** Takes no value; faults bear this keyword. */
  static Node never(String keyword, JsonNode expected) {
    Node node = new Node();
    node.fill(List.of(new Branches.Never(keyword, expected)));
    return node;
  }

  /** Set apart from making, for a schema may refer to itself. */
  void fill(Collection<? extends Rule> rules) {
    types = pick(rules, TypeRule.class);
    types.forEach(rule -> allowed &= rule.types());
    values = pick(rules, ValueSet.class).toArray(values);
    strings = pick(rules, StringRules.class).toArray(strings);
    numbers = pick(rules, NumberRules.class).toArray(numbers);
    objects = pick(rules, ObjectRules.class).toArray(objects);
    arrays = pick(rules, ArrayRules.class).toArray(arrays);
    branches = pick(rules, Branch.class).toArray(branches);
  }

  private static <T> List<T> pick(Collection<? extends Rule> rules, Class<T> kind) {
    List<T> picked = new ArrayList<>();
    for (Rule rule : rules) {
      if (kind.isInstance(rule)) {
        picked.add(kind.cast(rule));
      }
    }
    return picked;
  }

  /** Checks the value at the cursor, and moves behind it when it is valid. */
  boolean check(Walk w) {
    int start = w.at;
    boolean good =
        switch (w.peek()) {
          case '{' -> is(w, start, Types.OBJECT) && object(w, start);
          case '[' -> is(w, start, Types.ARRAY) && array(w, start);
          case '"' -> is(w, start, Types.STRING) && string(w, start);
          case 't' -> is(w, start, Types.BOOLEAN) && literal(w, start, "true");
          case 'f' -> is(w, start, Types.BOOLEAN) && literal(w, start, "false");
          case 'n' -> is(w, start, Types.NULL) && literal(w, start, "null");
          default -> number(w, start);
        };
    return good && (branches.length == 0 || branches(w, start));
  }

  private boolean branches(Walk w, int start) {
    int end = w.at;
    for (Branch branch : branches) {
      if (!branch.check(w, start)) {
        return false;
      }
      w.at = end;
    }
    return true;
  }

  private boolean is(Walk w, int start, int type) {
    return (allowed & type) != 0 || notAllowed(w, start, type);
  }

  private boolean notAllowed(Walk w, int start, int type) {
    for (TypeRule rule : types) {
      if ((rule.types() & type) == 0) {
        return w.fail(start, "type", rule.expected());
      }
    }
    throw new IllegalStateException("no rule forbids what is not allowed");
  }

  private boolean object(Walk w, int start) {
    return (values.length == 0 || notListed(w, start)) && ObjectRules.check(objects, w, start);
  }

  private boolean array(Walk w, int start) {
    return (values.length == 0 || notListed(w, start)) && ArrayRules.check(arrays, w, start);
  }

  /** Lists of values that hold objects or arrays are left to the library, so this is none. */
  private boolean notListed(Walk w, int start) {
    return values[0].fail(w, start);
  }

  private boolean literal(Walk w, int start, String word) {
    w.literal(word);
    for (ValueSet set : values) {
      if (!set.hasLiteral(w.json[start])) {
        return set.fail(w, start);
      }
    }
    return true;
  }

  private boolean string(Walk w, int start) {
    w.string();
    for (StringRules rules : strings) {
      if (!rules.check(w, start)) {
        return false;
      }
    }
    for (ValueSet set : values) {
      if (!set.hasString(w, start)) {
        return set.fail(w, start);
      }
    }
    return true;
  }

  private boolean number(Walk w, int start) {
    w.number();
    if ((allowed & Types.NUMBER) != Types.NUMBER) {
      boolean integer = !w.fractional || w.decimal(start).isInteger();
      if (!is(w, start, integer ? Types.INTEGER : Types.FRACTION)) {
        return false;
      }
    }
    for (NumberRules rules : numbers) {
      if (!rules.check(w, start)) {
        return false;
      }
    }
    for (ValueSet set : values) {
      if (!set.hasNumber(w.decimal(start))) {
        return set.fail(w, start);
      }
    }
    return true;
  }

  /** How often a byte of the value is read, at most. */
  long passes(PassCount count) {
    long children =
        ObjectRules.passes(objects, count) > ArrayRules.passes(arrays, count)
            ? ObjectRules.passes(objects, count)
            : ArrayRules.passes(arrays, count);
    long all = Math.max(1, children);
    for (Branch branch : branches) {
      all += branch.passes(count);
    }
    return all;
  }
}
