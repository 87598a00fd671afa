package io.eventmill.benchmark.report;

import static io.eventmill.benchmark.report.Rows.rates;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.benchmark.race.BenchResult;
import io.eventmill.benchmark.race.BenchResult.Row;
import io.eventmill.benchmark.race.Measure;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {
  private static final Target FOUR_TIMES = Target.ratio("b", "", "ours", Measure.RATE, 4, "theirs");

  @Test
  void aRatioIsThatOfTheMedians() {
    Verdict verdict = on(rates("", "ours", 10.0, 80.0, 90.0), rates("", "theirs", 20.0, 1.0, 99.0));

    assertThat(verdict.found()).isEqualTo(4.0);
    assertThat(verdict.met()).isTrue();
  }

  @Test
  void aRatioBelowIsMissed() {
    assertThat(on(rates("", "ours", 79.0), rates("", "theirs", 20.0)).met()).isFalse();
  }

  @Test
  void withoutThePeerNothingIsProved() {
    Verdict verdict = on(rates("", "ours", 80.0), Rows.missing("", "theirs", "no network"));

    assertThat(verdict.measured()).isFalse();
    assertThat(verdict.met()).isFalse();
  }

  @Test
  void fastAndWrongIsNotFast() {
    assertThat(on(Rows.wrong(rates("", "ours", 999.0)), rates("", "theirs", 1.0)).met()).isFalse();
  }

  @Test
  void aTargetWithoutHeatIsAboutEachOfThem() {
    BenchResult result =
        new BenchResult(
            "b",
            "?",
            List.of(
                rates("1", "ours", 9.0),
                rates("1", "theirs", 1.0),
                rates("10", "ours", 3.0),
                rates("10", "theirs", 1.0)));

    assertThat(Verdict.on(result, List.of(FOUR_TIMES)))
        .extracting(Verdict::heat, Verdict::met)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("1", true),
            org.assertj.core.groups.Tuple.tuple("10", false));
  }

  @Test
  void aBoundOfItsOwnNeedsNoPeer() {
    Target most = Target.most("b", "", "ours", Measure.RATE, 8);
    BenchResult good = new BenchResult("b", "?", List.of(rates("", "ours", 8.0)));
    BenchResult bad = new BenchResult("b", "?", List.of(rates("", "ours", 8.01)));

    assertThat(Verdict.on(good, List.of(most))).allMatch(Verdict::met);
    assertThat(Verdict.on(bad, List.of(most))).noneMatch(Verdict::met);
  }

  @Test
  void aHeatThatDidNotRunLeavesItsTargetUnmeasured() {
    Target warm = Target.most("b", "warm", "ours", Measure.RATE, 8);
    BenchResult other = new BenchResult("b", "?", List.of(rates("cold", "ours", 1.0)));

    assertThat(Verdict.on(other, List.of(warm))).noneMatch(Verdict::measured).hasSize(1);
  }

  private static Verdict on(Row... rows) {
    return Verdict.on(new BenchResult("b", "?", List.of(rows)), List.of(FOUR_TIMES)).get(0);
  }
}
