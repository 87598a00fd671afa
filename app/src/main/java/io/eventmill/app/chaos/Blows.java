package io.eventmill.app.chaos;

import io.eventmill.app.chaos.Blow.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Blows without end, drawn from a seed: the same seed strikes the same parts in the same way. They
 * are dealt like cards, so that each comes before any comes too often.
 */
final class Blows {
  private static final int HURRIED_ONE_IN = 5;

  /** What may be done to which part, how often in a round, and for how long. */
  record Card(Kind kind, String part, int times, int millisMax) {}

  private final Random random;
  private final List<Card> cards;
  private final int afterMillisMax;
  private final List<Card> dealt = new ArrayList<>();

  /**
   * @param afterMillisMax the longest time between two blows
   */
  Blows(List<Card> cards, int afterMillisMax, long seed) {
    this.cards = List.copyOf(cards);
    this.afterMillisMax = afterMillisMax;
    this.random = new Random(seed);
  }

  Blow next() {
    if (dealt.isEmpty()) {
      cards.forEach(card -> dealt.addAll(Collections.nCopies(card.times(), card)));
      Collections.shuffle(dealt, random);
    }
    Card card = dealt.remove(dealt.size() - 1);
    return new Blow(
        Duration.ofMillis(random.nextInt(afterMillisMax)),
        card.kind(),
        card.part(),
        Duration.ofMillis(random.nextInt(card.millisMax())),
        card.kind() == Kind.KILL && random.nextInt(HURRIED_ONE_IN) == 0);
  }
}
