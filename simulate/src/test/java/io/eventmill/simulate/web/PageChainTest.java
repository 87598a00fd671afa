package io.eventmill.simulate.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.simulate.drawn.Dice;
import org.junit.jupiter.api.Test;

class PageChainTest {
  private static final int VISITS = 200_000;

  private final PageChain chain = WebChoices.of(WebWeights.defaults()).pages();

  @Test
  void visitsHaveTheLengthOfTheChain() {
    Dice dice = Dice.of(8);
    double[] steps = new double[VISITS];
    double[] events = new double[VISITS];

    for (int i = 0; i < VISITS; i++) {
      int before = PageChain.END;
      for (int page = chain.land(dice); page != PageChain.END; page = chain.after(page, dice)) {
        steps[i]++;
        events[i] += page == before ? 0 : 1;
        before = page;
      }
    }

    assertMean(steps, 4.333);
    assertMean(events, 2.434);
  }

  @Test
  void namesItsPagesInTheOrderOfTheFile() {
    assertThat(chain.pages())
        .containsExactly("home", "product_a", "product_b", "cart", "payment", "confirmation");
  }

  private static void assertMean(double[] values, double expected) {
    double mean = java.util.Arrays.stream(values).average().orElseThrow();
    double variance =
        java.util.Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
    assertThat(Math.abs(mean - expected)).isLessThan(3 * Math.sqrt(variance / VISITS) + 0.0005);
  }
}
