package io.eventmill.store.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WindowSumsTest {
  @Test
  void addsUpWhatAPlainLoopDoes() {
    Random random = new Random(17);
    List<WindowChange> all = new ArrayList<>();
    WindowSums sums = new WindowSums(100_000);
    for (int i = 0; i < 5_000; i++) {
      WindowChange change =
          new WindowChange(
              "r", "v", "g" + random.nextInt(3), moment(random), random.nextInt(20) - 5);
      all.add(change);
      sums.add(List.of(change));
    }
    for (int i = 0; i < 2_000; i++) {
      long from = moment(random);
      long to = moment(random);
      String group = random.nextBoolean() ? null : "g" + random.nextInt(4);
      long expected =
          all.stream()
              .filter(c -> group == null || c.group().equals(group))
              .filter(c -> c.timeMicros() >= from && c.timeMicros() < to)
              .mapToLong(WindowChange::count)
              .sum();
      assertThat(sums.sum("r", "v", group, from, to)).hasValue(expected);
    }
    assertThat(sums.sum("r", "other", null, Long.MIN_VALUE, Long.MAX_VALUE)).hasValue(0);
  }

  /** Ten days around 1970, often at their first and last moment. */
  private static long moment(Random random) {
    long day = (random.nextInt(10) - 5) * 86_400_000_000L;
    return switch (random.nextInt(4)) {
      case 0 -> day;
      case 1 -> day - 1;
      default -> day + random.nextInt(8_640) * 10_000_000L;
    };
  }

  @Test
  void holdsWhatItMayAndGivesUpAtOneMore() {
    WindowSums sums = new WindowSums(2);
    sums.add(List.of(change(0), change(1), change(0)));
    assertThat(sums.sum("r", "v", null, 0, 9)).hasValue(3);

    sums.add(List.of(change(2)));

    assertThat(sums.sum("r", "v", null, 0, 9)).isEmpty();
  }

  private static WindowChange change(long time) {
    return new WindowChange("r", "v", "g", time, 1);
  }
}
