package io.eventmill.simulate.drawn;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class DiceTest {
  @Test
  void givesTheNumbersOfTheAlgorithmWhoseNameItBears() {
    Random random = new Random(5);
    for (int run = 0; run < 20; run++) {
      // bytes above 0x7f spoil the state of the JDK's generator before 19
      long[] s = random.longs(4).map(bits -> bits & 0x7f7f7f7f7f7f7f7fL).toArray();
      byte[] state =
          ByteBuffer.allocate(32).putLong(s[0]).putLong(s[1]).putLong(s[2]).putLong(s[3]).array();
      RandomGenerator theirs = RandomGeneratorFactory.of("Xoshiro256PlusPlus").create(state);
      Dice ours = new Dice(s[0], s[1], s[2], s[3]);

      for (int i = 0; i < 1_000; i++) {
        assertThat(ours.next()).isEqualTo(theirs.nextLong());
      }
    }
  }

  @Test
  void numbersBelowABoundReachBothEnds() {
    Dice dice = Dice.of(2);
    int[] found = new int[6];

    for (int i = 0; i < 60_000; i++) {
      found[dice.around(3) + 3]++;
    }

    for (int n : found) {
      assertThat(n).isBetween(9_700, 10_300);
    }
    assertThat(dice.around(0)).isZero();
  }

  @Test
  void seedsThatAreNeighboursHaveNothingInCommon() {
    assertThat(Dice.of(1).next()).isNotEqualTo(Dice.of(2).next());
    assertThat(Dice.of(0).next()).isNotZero();
    assertThat(Dice.unseeded().next()).isNotEqualTo(Dice.unseeded().next());
  }
}
