package io.eventmill.simulate.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.eventmill.simulate.drawn.Dice;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** With a shop of one page, each visit is exactly one event: the events show when visits begin. */
class HourCurveTest {
  private static final double[] SHARES = {
    .0273, .0185, .0108, .0107, .0050, .0105, .0192, .0297, .0382, .0426, .0549, .0583,
    .0646, .0627, .0572, .0521, .0590, .0667, .0718, .0662, .0696, .0428, .0329, .0287
  };
  private static final WebWeights ONE_PAGE =
      WeightsFile.parse(
          WebWeights.defaultYaml().replaceAll("(?s)pages:.*?visits_per_hour", "visits_per_hour")
              + "\npages: {home: {session_end: 1}}\nlanding_pages: {home: 1}\n",
          "one-page.yaml");

  @Test
  void visitsFollowTheHoursOfTheDay() throws Exception {
    double[] found = new double[24];

    WebReport report =
        Pageviews.run(
            WebSettings.fast()
                .sessionsPerDay(10_000)
                .span(Duration.ofDays(20))
                .seed(6L)
                .weights(ONE_PAGE)
                .build(),
            e -> found[Integer.parseInt(e.get("event_timestamp").textValue(), 11, 13, 10)]++);

    double n = report.events();
    assertThat(n).isGreaterThan(200_000);
    assertThat(report.sessions()).isEqualTo(report.events());
    for (int hour = 0; hour < 24; hour++) {
      double p = SHARES[hour];
      assertThat(Math.abs(found[hour] / n - p))
          .as("hour %s", hour)
          .isLessThan(3 * Math.sqrt(p * (1 - p) / n));
    }
  }

  @Test
  void aStepLastsNineAndAHalfSecondsSoADayHoldsMoreVisitsThanItsSetting() throws Exception {
    WebReport report =
        Pageviews.runBytes(
            WebSettings.fast()
                .sessionsPerDay(10_000)
                .span(Duration.ofDays(100))
                .seed(7L)
                .weights(ONE_PAGE)
                .build(),
            bytes -> {});

    double days = Duration.between(report.from(), report.to()).toSeconds() / 86_400.0;
    double step = days * 86_400 / report.steps();
    assertThat(step).isCloseTo(9.5, within(3 * 1.708 / Math.sqrt(report.steps())));
    // per step the number is floor or floor + 1: it deviates by at most a half
    double perStep = report.sessions() / (double) report.steps();
    double expected = 10_000 / 360.0 / 24;
    assertThat(perStep).isCloseTo(expected, within(3 * 0.5 / Math.sqrt(report.steps()) + 0.001));
  }

  @Test
  void theRateAtMidnightIsAsWorkedOutOnPaper() {
    WebSettings settings = WebSettings.fast().sessionsPerDay(10_000).build();
    Visits visits = new Visits(WebChoices.of(settings.weights()), settings, List.of(), Dice.of(1));

    assertThat(visits.rate(0)).isCloseTo(0.75833, within(0.000005));
  }

  @Test
  void thereIsNoVisitAtNone() throws Exception {
    WebReport report =
        Pageviews.runBytes(
            WebSettings.fast().sessionsPerDay(0).span(Duration.ofDays(2)).build(),
            bytes -> {
              throw new AssertionError("an event without a visit");
            });

    assertThat(report.events()).isZero();
    assertThat(report.steps()).isGreaterThan(17_000);
  }
}
