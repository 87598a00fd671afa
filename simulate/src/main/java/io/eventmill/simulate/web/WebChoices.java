package io.eventmill.simulate.web;

import java.util.stream.IntStream;

/** The weights, ready to be drawn from. */
record WebChoices(
    PageChain pages,
    double[] visitsPerHour,
    Choice operatingSystems,
    Choice utmSources,
    Choice ads,
    Choice campaigns,
    Choice utmMediums,
    Choice browsers) {

  static WebChoices of(WebWeights weights) {
    return new WebChoices(
        new PageChain(weights.pages(), weights.landingPages()),
        IntStream.range(0, 24)
            .mapToDouble(hour -> weights.visitsPerHour().get(Integer.toString(hour)))
            .toArray(),
        new Choice(weights.operatingSystems()),
        new Choice(weights.utmSources()),
        new Choice(weights.ads()),
        new Choice(weights.campaigns()),
        new Choice(weights.utmMediums()),
        new Choice(weights.browsers()));
  }
}
