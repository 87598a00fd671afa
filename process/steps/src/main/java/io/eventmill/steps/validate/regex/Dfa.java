package io.eventmill.steps.validate.regex;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A pattern as a table: one look-up per character, whatever the text. Looks for the pattern
 * anywhere in the text. Immutable.
 */
final class Dfa {
  private static final int STATES_MAX = 2_000;
  private static final int CELLS_MAX = 200_000;
  private static final long WORK_MAX = 5_000_000;
  private static final int CLASSES_MAX = 256;

  private static final int DEAD = -1;

  /** From here on the pattern has been found, whatever follows. */
  private static final int FOUND = -2;

  private final CharClasses classes;
  private final int width;

  /** Row by row: the index of the next state's row, DEAD or FOUND. */
  private final int[] table;

  private final boolean foundAtOnce;

  /** The pattern is found if the text ends in this state. */
  private final boolean[] foundAtEnd;

  private Dfa(CharClasses classes, int[] table, boolean[] found, boolean[] foundAtEnd) {
    this.classes = classes;
    this.width = classes.count();
    this.table = table;
    this.foundAtOnce = found[0];
    this.foundAtEnd = foundAtEnd;
    for (int i = 0; i < table.length; i++) {
      if (table[i] != DEAD) {
        table[i] = found[table[i]] ? FOUND : table[i] * width;
      }
    }
  }

  static Dfa of(Nfa nfa) throws Nfa.NotRegular {
    return new Builder(nfa).build();
  }

  boolean find(CharSequence text) {
    if (foundAtOnce) {
      return true;
    }
    int row = 0;
    int length = text.length();
    for (int i = 0; i < length; ) {
      int c = Character.codePointAt(text, i);
      i += Character.charCount(c);
      row = table[row + classes.classOf(c)];
      if (row < 0) {
        return row == FOUND;
      }
    }
    return foundAtEnd[row / width];
  }

  /** The same over well-formed UTF-8. */
  boolean find(byte[] text, int from, int to) {
    if (foundAtOnce) {
      return true;
    }
    int row = 0;
    for (int i = from; i < to; ) {
      int c = text[i];
      int charClass;
      if (c >= 0) {
        charClass = classes.classOfAscii(c);
        i++;
      } else {
        charClass = classes.classOf(codePoint(text, i));
        i += c >= (byte) 0xf0 ? 4 : c >= (byte) 0xe0 ? 3 : 2;
      }
      row = table[row + charClass];
      if (row < 0) {
        return row == FOUND;
      }
    }
    return foundAtEnd[row / width];
  }

  private static int codePoint(byte[] text, int i) {
    int lead = text[i] & 0xff;
    if (lead < 0xe0) {
      return ((lead & 0x1f) << 6) | (text[i + 1] & 0x3f);
    }
    if (lead < 0xf0) {
      return ((lead & 0x0f) << 12) | ((text[i + 1] & 0x3f) << 6) | (text[i + 2] & 0x3f);
    }
    return ((lead & 0x07) << 18)
        | ((text[i + 1] & 0x3f) << 12)
        | ((text[i + 2] & 0x3f) << 6)
        | (text[i + 3] & 0x3f);
  }

  /** Subset construction, with a bound on states, table and work. */
  private static final class Builder {
    private final Nfa nfa;
    private final CharClasses classes;
    private final int width;
    private final Map<List<Integer>, Integer> known = new HashMap<>();
    private final List<int[]> states = new ArrayList<>();
    private final int[] stack;
    private final int[] seen;
    private int round;
    private int[] closure;
    private int closureSize;
    private long work;

    Builder(Nfa nfa) throws Nfa.NotRegular {
      this.nfa = nfa;
      this.classes = CharClasses.of(nfa.sets());
      this.width = classes.count();
      this.stack = new int[nfa.size() * 2 + 2];
      this.seen = new int[nfa.size()];
      this.closure = new int[nfa.size()];
      if (width > CLASSES_MAX) {
        throw new Nfa.NotRegular();
      }
    }

    Dfa build() throws Nfa.NotRegular {
      begin();
      follow(nfa.first(), true, false);
      states.add(Arrays.copyOf(closure, closureSize));
      int[] table = new int[width * 16];
      for (int state = 0; state < states.size(); state++) {
        if ((state + 1) * width > table.length) {
          table = Arrays.copyOf(table, table.length * 2);
        }
        for (int c = 0; c < width; c++) {
          table[state * width + c] = move(states.get(state), c);
        }
        if (states.size() > STATES_MAX || states.size() * width > CELLS_MAX) {
          throw new Nfa.NotRegular();
        }
      }
      int count = states.size();
      boolean[] found = new boolean[count];
      boolean[] foundAtEnd = new boolean[count];
      for (int state = 0; state < count; state++) {
        found[state] = matches(states.get(state));
        foundAtEnd[state] = found[state] || matchesAtEnd(states.get(state), state == 0);
      }
      return new Dfa(classes, Arrays.copyOf(table, count * width), found, foundAtEnd);
    }

    private int move(int[] from, int charClass) throws Nfa.NotRegular {
      begin();
      for (int state : from) {
        if (nfa.kind(state) == Nfa.CHARS && classes.inSet(charClass, nfa.set(state))) {
          follow(nfa.next(state), false, false);
        }
      }
      follow(nfa.first(), false, false); // the pattern may begin at any character
      work += from.length + closureSize;
      if (work > WORK_MAX) {
        throw new Nfa.NotRegular();
      }
      if (closureSize == 0) {
        return DEAD;
      }
      int[] set = Arrays.copyOf(closure, closureSize);
      Arrays.sort(set);
      List<Integer> key = Arrays.stream(set).boxed().toList();
      Integer number = known.get(key);
      if (number == null) {
        number = states.size();
        known.put(key, number);
        states.add(set);
      }
      return number;
    }

    private boolean matches(int[] set) {
      for (int state : set) {
        if (nfa.kind(state) == Nfa.MATCH) {
          return true;
        }
      }
      return false;
    }

    private boolean matchesAtEnd(int[] set, boolean alsoStart) {
      begin();
      for (int state : set) {
        if (nfa.kind(state) == Nfa.END) {
          follow(nfa.next(state), alsoStart, true);
        }
      }
      return matches(Arrays.copyOf(closure, closureSize));
    }

    private void begin() {
      round++;
      closureSize = 0;
    }

    /** Adds what can be reached from here without reading a character. */
    private void follow(int from, boolean atStart, boolean atEnd) {
      int top = 0;
      stack[top++] = from;
      while (top > 0) {
        int state = stack[--top];
        if (seen[state] == round) {
          continue;
        }
        seen[state] = round;
        switch (nfa.kind(state)) {
          case Nfa.SPLIT -> {
            stack[top++] = nfa.next(state);
            stack[top++] = nfa.other(state);
          }
          case Nfa.START -> {
            if (atStart) {
              stack[top++] = nfa.next(state);
            }
          }
          case Nfa.END -> {
            closure[closureSize++] = state;
            if (atEnd) {
              stack[top++] = nfa.next(state);
            }
          }
          default -> closure[closureSize++] = state;
        }
      }
    }
  }
}
