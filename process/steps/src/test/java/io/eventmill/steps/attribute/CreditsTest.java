package io.eventmill.steps.attribute;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.pipeline.Attribution.Model;
import org.junit.jupiter.api.Test;

/** What a pencil gives. */
class CreditsTest {
  private static final long MINUTE = 60_000_000;
  private static final long[] THREE = {0, 10 * MINUTE, 30 * MINUTE};

  @Test
  void firstAndLastGiveAllToOne() {
    assertThat(Credits.of(Model.FIRST, 0, THREE)).containsExactly(1_000_000, 0, 0);
    assertThat(Credits.of(Model.LAST, 0, THREE)).containsExactly(0, 0, 1_000_000);
  }

  @Test
  void linearGivesWhatIsLeftOverToTheEarliest() {
    assertThat(Credits.of(Model.LINEAR, 0, THREE)).containsExactly(333_334, 333_333, 333_333);
    assertThat(Credits.of(Model.LINEAR, 0, new long[7]))
        .containsExactly(142_858, 142_857, 142_857, 142_857, 142_857, 142_857, 142_857);
  }

  @Test
  void positionOfOneTwoAndMore() {
    assertThat(Credits.of(Model.POSITION, 0, new long[1])).containsExactly(1_000_000);
    assertThat(Credits.of(Model.POSITION, 0, new long[2])).containsExactly(500_000, 500_000);
    assertThat(Credits.of(Model.POSITION, 0, THREE)).containsExactly(400_000, 200_000, 400_000);
    assertThat(Credits.of(Model.POSITION, 0, new long[5]))
        .containsExactly(400_000, 66_667, 66_667, 66_666, 400_000);
  }

  /** Weights 1/8, 1/4 and 1 with a half-life of ten minutes: of 11/8 they are 1/11, 2/11, 8/11. */
  @Test
  void decayHalvesWithEachHalfLife() {
    assertThat(Credits.of(Model.TIME_DECAY, 10 * MINUTE, THREE))
        .containsExactly(90_909, 181_818, 727_273);
    assertThat(Credits.of(Model.TIME_DECAY, 1, THREE)).containsExactly(0, 0, 1_000_000);
    assertThat(Credits.of(Model.TIME_DECAY, MINUTE, new long[3]))
        .containsExactly(333_334, 333_333, 333_333);
  }

  @Test
  void theMainTouchHasTheGreatestCreditAndIsTheEarliestOfEquals() {
    assertThat(Credits.main(new int[] {400_000, 200_000, 400_000})).isZero();
    assertThat(Credits.main(new int[] {1, 999_999})).isEqualTo(1);
  }
}
