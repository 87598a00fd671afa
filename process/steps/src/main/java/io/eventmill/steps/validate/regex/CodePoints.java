package io.eventmill.steps.validate.regex;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * A set of code points as sorted ranges that do not touch: {first, last, first, last, ...}. Equal
 * sets have equal ranges. Immutable.
 */
final class CodePoints {
  static final CodePoints NONE = new CodePoints(new int[0]);
  static final CodePoints ALL = of(0, Character.MAX_CODE_POINT);

  private final int[] ranges;

  private CodePoints(int[] ranges) {
    this.ranges = ranges;
  }

  static CodePoints of(int first, int last) {
    return new CodePoints(new int[] {first, last});
  }

  static CodePoints single(int codePoint) {
    return of(codePoint, codePoint);
  }

  /** Every code point the predicate is true for; asks for each of the 1.1 million. */
  static CodePoints where(IntPredicate member) {
    int[] found = new int[64];
    int n = 0;
    int first = -1;
    for (int c = 0; c <= Character.MAX_CODE_POINT + 1; c++) {
      boolean in = c <= Character.MAX_CODE_POINT && member.test(c);
      if (in && first < 0) {
        first = c;
      } else if (!in && first >= 0) {
        found = n == found.length ? Arrays.copyOf(found, n * 2) : found;
        found[n++] = first;
        found[n++] = c - 1;
        first = -1;
      }
    }
    return new CodePoints(Arrays.copyOf(found, n));
  }

  CodePoints or(CodePoints other) {
    long[] all = new long[(ranges.length + other.ranges.length) / 2];
    int n = 0;
    for (int[] part : new int[][] {ranges, other.ranges}) {
      for (int i = 0; i < part.length; i += 2) {
        all[n++] = (long) part[i] << 32 | part[i + 1];
      }
    }
    Arrays.sort(all);
    int[] merged = new int[all.length * 2];
    int end = 0;
    for (long range : all) {
      int first = (int) (range >> 32);
      int last = (int) range;
      if (end > 0 && first <= merged[end - 1] + 1) {
        merged[end - 1] = Math.max(merged[end - 1], last);
      } else {
        merged[end++] = first;
        merged[end++] = last;
      }
    }
    return new CodePoints(Arrays.copyOf(merged, end));
  }

  CodePoints not() {
    int[] gaps = new int[ranges.length + 2];
    int n = 0;
    int from = 0;
    for (int i = 0; i < ranges.length; i += 2) {
      if (ranges[i] > from) {
        gaps[n++] = from;
        gaps[n++] = ranges[i] - 1;
      }
      from = ranges[i + 1] + 1;
    }
    if (from <= Character.MAX_CODE_POINT) {
      gaps[n++] = from;
      gaps[n++] = Character.MAX_CODE_POINT;
    }
    return new CodePoints(Arrays.copyOf(gaps, n));
  }

  boolean has(int codePoint) {
    int low = 0;
    int high = ranges.length / 2 - 1;
    while (low <= high) {
      int mid = (low + high) >>> 1;
      if (codePoint < ranges[2 * mid]) {
        high = mid - 1;
      } else if (codePoint > ranges[2 * mid + 1]) {
        low = mid + 1;
      } else {
        return true;
      }
    }
    return false;
  }

  boolean isEmpty() {
    return ranges.length == 0;
  }

  int rangeCount() {
    return ranges.length / 2;
  }

  int first(int range) {
    return ranges[2 * range];
  }

  int last(int range) {
    return ranges[2 * range + 1];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CodePoints set && Arrays.equals(ranges, set.ranges);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(ranges);
  }
}
