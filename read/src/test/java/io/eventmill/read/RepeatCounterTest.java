package io.eventmill.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RepeatCounterTest {
  @Property(tries = 300)
  void countsAsAMapDoes(@ForAll List<@IntRange(max = 30) Integer> keys) {
    RepeatCounter counter = new RepeatCounter(1_000);
    Map<Integer, Integer> expected = new HashMap<>();

    for (int key : keys) {
      // the same low bits: all in one chain of the table
      assertThat(counter.countOf(key, 7)).isEqualTo(expected.getOrDefault(key, 0));
      expected.merge(key, 1, Integer::sum);
    }
  }

  @Test
  void growsWithoutForgetting() {
    RepeatCounter counter = new RepeatCounter(1_000_000);

    for (int round = 0; round < 3; round++) {
      for (long i = 0; i < 50_000; i++) {
        assertThat(counter.countOf(i, i * 0x9e3779b97f4a7c15L)).isEqualTo(round);
      }
    }
  }

  @Test
  void remembersAtLeastAsManyAsItsLimitAndForgetsTheRest() {
    RepeatCounter counter = new RepeatCounter(100);
    counter.countOf(-1, -1);
    for (long i = 0; i < 100; i++) {
      counter.countOf(i, i);
    }

    assertThat(counter.countOf(0, 0)).isEqualTo(1);
    assertThat(counter.countOf(-1, -1)).isEqualTo(1);
    for (long i = 1_000; i < 1_300; i++) {
      counter.countOf(i, i);
    }
    assertThat(counter.countOf(-1, -1)).isZero();
  }

  @Test
  void idsAreAllOfTheHash() {
    LineIds ids = new LineIds(10);

    // echo -n abc | sha256sum
    assertThat(ids.next(new byte[] {'a', 'b', 'c'}))
        .isEqualTo("ba7816bf-8f01-cfea-4141-40de5dae2223");
  }
}
