package io.eventmill.steps.validate.regex;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A pattern as states with free moves between them (Thompson's construction). Exists for patterns
 * without look-around, back references and word boundaries, up to a size.
 */
final class Nfa {
  static final byte CHARS = 0;
  static final byte SPLIT = 1;
  static final byte START = 2;
  static final byte END = 3;
  static final byte MATCH = 4;

  private static final int STATES_MAX = 5_000;
  private static final int SETS_MAX = 200;

  /** Thrown while building; tells that this pattern needs the other engine. */
  static final class NotRegular extends Exception {
    private static final long serialVersionUID = 1L;

    NotRegular() {
      super(null, null, false, false);
    }
  }

  private byte[] kinds = new byte[64];
  private int[] next = new int[64];
  private int[] other = new int[64];
  private int size;
  private final List<CodePoints> sets = new ArrayList<>();
  private final int first;

  private Nfa(Re re) throws NotRegular {
    this.first = build(re, add(MATCH, -1, -1));
  }

  static Nfa of(Re re) throws NotRegular {
    return new Nfa(re);
  }

  int first() {
    return first;
  }

  int size() {
    return size;
  }

  byte kind(int state) {
    return kinds[state];
  }

  int next(int state) {
    return next[state];
  }

  /** A split's second way. */
  int other(int state) {
    return other[state];
  }

  /** Index of the set that a CHARS state reads. */
  int set(int state) {
    return other[state];
  }

  /** The different sets of all CHARS states. */
  List<CodePoints> sets() {
    return sets;
  }

  private int add(byte kind, int to, int second) throws NotRegular {
    if (size >= STATES_MAX) {
      throw new NotRegular();
    }
    if (size == kinds.length) {
      kinds = Arrays.copyOf(kinds, size * 2);
      next = Arrays.copyOf(next, size * 2);
      other = Arrays.copyOf(other, size * 2);
    }
    kinds[size] = kind;
    next[size] = to;
    other[size] = second;
    return size++;
  }

  /** Adds the states of this expression, which leads to {@code to}; returns its first state. */
  private int build(Re re, int to) throws NotRegular {
    if (re instanceof Re.Chars chars) {
      return add(CHARS, to, setIndex(chars.set()));
    }
    if (re instanceof Re.Sequence sequence) {
      int from = to;
      for (int i = sequence.parts().size() - 1; i >= 0; i--) {
        from = build(sequence.parts().get(i), from);
      }
      return from;
    }
    if (re instanceof Re.Choice choice) {
      int from = build(choice.branches().get(choice.branches().size() - 1), to);
      for (int i = choice.branches().size() - 2; i >= 0; i--) {
        from = add(SPLIT, build(choice.branches().get(i), to), from);
      }
      return from;
    }
    if (re instanceof Re.Repeat repeat) {
      return repeat(repeat, to);
    }
    if (re instanceof Re.Group group) {
      return build(group.body(), to);
    }
    if (re instanceof Re.Start) {
      return add(START, to, -1);
    }
    if (re instanceof Re.End) {
      return add(END, to, -1);
    }
    throw new NotRegular();
  }

  private int repeat(Re.Repeat repeat, int to) throws NotRegular {
    int from = to;
    if (repeat.max() < 0) {
      from = add(SPLIT, -1, to);
      int body = build(repeat.body(), from); // may move the arrays
      next[from] = body;
    } else {
      for (int i = repeat.min(); i < repeat.max(); i++) {
        from = add(SPLIT, build(repeat.body(), from), to);
      }
    }
    for (int i = 0; i < repeat.min(); i++) {
      from = build(repeat.body(), from);
    }
    return from;
  }

  private int setIndex(CodePoints set) throws NotRegular {
    int index = sets.indexOf(set);
    if (index < 0) {
      if (sets.size() == SETS_MAX) {
        throw new NotRegular();
      }
      sets.add(set);
      index = sets.size() - 1;
    }
    return index;
  }
}
