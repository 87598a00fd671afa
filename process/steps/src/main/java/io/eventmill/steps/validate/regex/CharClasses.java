package io.eventmill.steps.validate.regex;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * All code points, grouped: two in the same class are told apart by none of a pattern's sets, so a
 * table needs one column per class only.
 */
final class CharClasses {
  /** First code points of intervals of one class each, ascending from 0. */
  private final int[] starts;

  private final int[] classes;
  private final byte[] ascii = new byte[128];
  private final BitSet[] members;

  private CharClasses(int[] starts, int[] classes, BitSet[] members) {
    this.starts = starts;
    this.classes = classes;
    this.members = members;
    for (int c = 0; c < 128; c++) {
      ascii[c] = (byte) search(c);
    }
  }

  static CharClasses of(List<CodePoints> sets) {
    TreeSet<Integer> borders = new TreeSet<>(List.of(0));
    for (CodePoints set : sets) {
      for (int i = 0; i < set.rangeCount(); i++) {
        borders.add(set.first(i));
        borders.add(set.last(i) + 1);
      }
    }
    borders.remove(Character.MAX_CODE_POINT + 1);
    int[] starts = borders.stream().mapToInt(Integer::intValue).toArray();
    int[] classes = new int[starts.length];
    Map<BitSet, Integer> known = new HashMap<>();
    BitSet[] members = new BitSet[starts.length];
    for (int i = 0; i < starts.length; i++) {
      BitSet in = new BitSet();
      for (int s = 0; s < sets.size(); s++) {
        in.set(s, sets.get(s).has(starts[i]));
      }
      Integer number = known.putIfAbsent(in, known.size());
      classes[i] = number == null ? known.size() - 1 : number;
      members[classes[i]] = in;
    }
    return new CharClasses(starts, classes, Arrays.copyOf(members, known.size()));
  }

  int count() {
    return members.length;
  }

  /** True when the code points of this class are in that set. */
  boolean inSet(int charClass, int set) {
    return members[charClass].get(set);
  }

  int classOf(int codePoint) {
    return codePoint < 128 ? ascii[codePoint] & 0xff : search(codePoint);
  }

  int classOfAscii(int c) {
    return ascii[c] & 0xff;
  }

  private int search(int codePoint) {
    int found = Arrays.binarySearch(starts, codePoint);
    return classes[found >= 0 ? found : -found - 2];
  }
}
