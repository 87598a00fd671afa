package io.eventmill.app.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.app.chaos.Blow.Kind;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Blows come from the seed alone, and each comes in every round. */
class BlowsTest {
  private static final List<Blows.Card> CARDS =
      List.of(
          new Blows.Card(Kind.KILL, "server", 3, 3_000),
          new Blows.Card(Kind.PAUSE, "server", 1, 6_000),
          new Blows.Card(Kind.CUT, "network", 1, 3_000));

  @Test
  void theSameSeedDealsTheSame() {
    assertThat(blows(7, 50)).isEqualTo(blows(7, 50)).isNotEqualTo(blows(8, 50));
  }

  @Test
  void eachRoundHasEachCardAsOftenAsItIsThere() {
    for (int round = 0; round < 20; round++) {
      assertThat(
              blows(3, 100).subList(5 * round, 5 * round + 5).stream()
                  .collect(Collectors.groupingBy(Blow::kind, Collectors.counting())))
          .containsEntry(Kind.KILL, 3L)
          .containsEntry(Kind.PAUSE, 1L)
          .containsEntry(Kind.CUT, 1L);
    }
  }

  @Test
  void onlyAKillIsHurriedAndNothingTakesLongerThanItMay() {
    List<Blow> blows = blows(1, 500);
    assertThat(blows).anyMatch(Blow::hurried);
    assertThat(blows).allMatch(b -> !b.hurried() || b.kind() == Kind.KILL);
    assertThat(blows).allMatch(b -> b.after().toMillis() < 1_000 && b.length().toMillis() < 6_000);
  }

  private static List<Blow> blows(long seed, int count) {
    Blows blows = new Blows(CARDS, 1_000, seed);
    return Stream.generate(blows::next).limit(count).toList();
  }
}
