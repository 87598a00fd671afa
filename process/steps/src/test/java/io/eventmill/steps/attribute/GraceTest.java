package io.eventmill.steps.attribute;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GraceTest {
  @Test
  void isGivenInFullToHalfOfThemAndLessAndLessToTheOthers() {
    Grace grace = new Grace(Duration.ofSeconds(60), 4);
    List<Long> granted = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      granted.add(grace.until(0));
    }
    assertThat(granted).containsExactly(60_000L, 60_000L, 60_000L, 30_000L);
    assertThat(grace.until(0)).as("one above").isEqualTo(Grace.NO);
    assertThat(grace.isShort(0, 60_000)).isFalse();
    assertThat(grace.isShort(0, 30_000)).isTrue();
    assertThat(grace.isShort(0, Grace.NO)).isTrue();
  }

  @Test
  void isGivenInFullAgainWhenThoseBeforeHaveGone() {
    Grace grace = new Grace(Duration.ofSeconds(60), 2);
    grace.until(1_000);
    grace.until(1_000);
    assertThat(grace.until(30_000)).isEqualTo(Grace.NO);
    assertThat(grace.until(1_000_000)).isEqualTo(1_060_000);
    assertThat(grace.kept()).isEqualTo(1);
  }

  @Test
  void withoutAGraceNothingIsKeptAndNothingIsShort() {
    Grace grace = new Grace(Duration.ZERO, 4);
    assertThat(grace.until(5)).isEqualTo(Grace.NO);
    assertThat(grace.isShort(5, Grace.NO)).isFalse();
  }

  /** Beside a list of all that is kept: at any pace no more than allowed, and nothing forgotten. */
  @Test
  void neverMoreAreKeptThanAllowedHoweverFastTheyCome() {
    Random random = new Random();
    for (int round = 0; round < 200; round++) {
      int max = 1 + random.nextInt(200);
      Grace grace = new Grace(Duration.ofMillis(1 + random.nextInt(5_000)), max);
      List<Long> kept = new ArrayList<>();
      long now = random.nextInt(100_000);
      for (int i = 0; i < 2_000; i++) {
        now += random.nextInt(100) == 0 ? random.nextInt(10_000) : random.nextInt(1 + round);
        long at = now;
        kept.removeIf(until -> until <= at);
        long until = grace.until(now);
        if (until != Grace.NO) {
          kept.add(until);
        }
        assertThat(kept).hasSizeLessThanOrEqualTo(max);
        assertThat(grace.kept()).isBetween(kept.size(), max);
        assertThat(grace.look(until)).isGreaterThanOrEqualTo(until);
      }
      assertThat(kept).isNotEmpty();
    }
  }
}
