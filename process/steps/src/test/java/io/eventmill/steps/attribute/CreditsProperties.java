package io.eventmill.steps.attribute;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.pipeline.Attribution.Model;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class CreditsProperties {
  private static final long DAY = 86_400_000_000L;

  @Property
  void creditsAlwaysAddUpToAMillionAndNoneIsNegative(
      @ForAll Model model,
      @ForAll @Size(min = 1, max = 60) List<@LongRange(min = 0, max = DAY) Long> times,
      @ForAll @LongRange(min = 1, max = DAY) long halfLife) {
    int[] credits = Credits.of(model, halfLife, sorted(times));

    assertThat(Arrays.stream(credits).sum()).isEqualTo(1_000_000);
    assertThat(Arrays.stream(credits).min().orElseThrow()).isNotNegative();
  }

  /** Against plain division: nobody is a millionth or more away from the exact share. */
  @Property
  void decayIsTheExactShareRounded(
      @ForAll @Size(min = 1, max = 40) List<@LongRange(min = 0, max = DAY) Long> given,
      @ForAll @LongRange(min = 60_000_000, max = DAY) long halfLife) {
    long[] times = sorted(given);
    int[] credits = Credits.of(Model.TIME_DECAY, halfLife, times);

    double latest = times[times.length - 1];
    double sum = 0;
    for (long time : times) {
      sum += Math.exp(Math.log(2) * (time - latest) / halfLife);
    }
    for (int i = 0; i < times.length; i++) {
      double exact = Math.exp(Math.log(2) * (times[i] - latest) / halfLife) / sum * 1_000_000;
      assertThat((double) credits[i]).isBetween(exact - 1.001, exact + 1.001);
      assertThat(i > 0 && credits[i] < credits[i - 1] - 1).as("the later, the more").isFalse();
    }
  }

  @Property
  void positionGivesTheEndsFortyEach(@ForAll @IntRange(min = 3, max = 500) int touches) {
    int[] credits = Credits.of(Model.POSITION, 0, new long[touches]);

    assertThat(credits[0]).isEqualTo(400_000);
    assertThat(credits[touches - 1]).isEqualTo(400_000);
    int[] middle = Arrays.copyOfRange(credits, 1, touches - 1);
    assertThat(Arrays.stream(middle).sum()).isEqualTo(200_000);
    assertThat(middle[0] - middle[middle.length - 1]).isBetween(0, 1);
  }

  @Property
  void aListThatIsCutKeepsTheMainTouchAndBothEnds(
      @ForAll @IntRange(min = 1, max = 50) int touches,
      @ForAll @IntRange(min = 1, max = 20) int max,
      @ForAll @IntRange(min = 0, max = 49) int main) {
    boolean[] listed = TouchList.listed(touches, max, main % touches);

    int count = 0;
    for (boolean one : listed) {
      count += one ? 1 : 0;
    }
    assertThat(count).isEqualTo(Math.min(touches, max));
    assertThat(listed[main % touches]).isTrue();
    assertThat(max == 1 || listed[0]).isTrue();
    assertThat(max <= 2 || listed[touches - 1]).isTrue();
  }

  private static long[] sorted(List<Long> times) {
    return times.stream().mapToLong(Long::longValue).sorted().toArray();
  }
}
