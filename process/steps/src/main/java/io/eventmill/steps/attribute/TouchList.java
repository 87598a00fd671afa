package io.eventmill.steps.attribute;

import java.util.Arrays;

/**
 * Which touches a row lists when there are too many: the main one in any case, then as many of the
 * earliest as of the latest, one more of the earliest when it does not come out even.
 */
final class TouchList {
  private TouchList() {}

  static boolean[] listed(int touches, int max, int main) {
    boolean[] listed = new boolean[touches];
    if (touches <= max) {
      Arrays.fill(listed, true);
      return listed;
    }
    listed[main] = true;
    int low = 0;
    int high = touches - 1;
    for (int room = max - 1; room > 0; ) {
      while (listed[low]) {
        low++;
      }
      listed[low] = true;
      room--;
      if (room > 0) {
        while (listed[high]) {
          high--;
        }
        listed[high] = true;
        room--;
      }
    }
    return listed;
  }
}
