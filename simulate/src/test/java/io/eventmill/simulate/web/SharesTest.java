package io.eventmill.simulate.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A run of 250,000 events against figures that were worked out from the chain on paper. Shares are
 * held to three standard deviations. Events of one visitor hang together, so where events are
 * counted, the deviation is taken between visitors.
 */
class SharesTest {
  private static final int USERS = 20_000;
  private static final Map<String, Double> PAGES =
      Map.of(
          "/home", .4037,
          "/product_a", .2275,
          "/product_b", .1497,
          "/cart", .1019,
          "/payment", .0679,
          "/confirmation", .0494);
  private static final Map<String, Map<String, Double>> GROUPS =
      Map.of(
          "os_name",
          Map.of("Windows", .10, "MacOS", .15, "Linux", .05, "Android", .30, "iOS", .40),
          "utm_source",
          Map.of("google", .15, "facebook", .30, "bing", .05, "instagram", .20, "mailchimp", .30),
          "utm_content",
          Map.of("ad_1", .05, "ad_2", .30, "ad_3", .20, "ad_4", .25, "ad_5", .20),
          "utm_campaign",
          Map.of("campaign_1", .80, "campaign_2", .20),
          "utm_medium",
          Map.of("cpc", .25, "affiliate", .10, "organic", .40, "social", .25),
          "browser_name",
          Map.of(
              "Chrome", .50, "Firefox", .25, "InternetExplorer", .05, "Safari", .10, "Opera", .10));

  private static final Map<String, Map<String, Integer>> PAGES_BY_USER = new HashMap<>();
  private static final Map<String, JsonNode> USERS_SEEN = new LinkedHashMap<>();
  private static WebReport report;

  @BeforeAll
  static void simulate() throws Exception {
    report =
        Pageviews.run(
            WebSettings.fast()
                .users(USERS)
                .sessionsPerDay(10_000)
                .events(250_000)
                .seed(20_261_120L)
                .build(),
            event -> {
              String user = event.get("user_domain_id").textValue();
              USERS_SEEN.putIfAbsent(user, event);
              PAGES_BY_USER
                  .computeIfAbsent(user, u -> new HashMap<>())
                  .merge(event.get("page_url_path").textValue(), 1, Integer::sum);
            });
  }

  @Test
  void pagesHaveTheSharesOfTheChain() {
    assertThat(report.events()).isEqualTo(250_000);
    PAGES.forEach(
        (page, expected) -> {
          double count = count(page);
          double variance = 0;
          for (Map<String, Integer> user : PAGES_BY_USER.values()) {
            double all = user.values().stream().mapToInt(Integer::intValue).sum();
            variance += Math.pow(user.getOrDefault(page, 0) - expected * all, 2);
          }
          // the figures have four digits: half of the last is theirs
          double bound = 3 * Math.sqrt(variance) / report.events() + 0.00005;
          assertThat(Math.abs(count / report.events() - expected)).as(page).isLessThan(bound);
        });
  }

  @Test
  void oneVisitInEightEndsInAPurchase() {
    double sessions = report.sessions();
    double rate = count("/confirmation") / sessions;

    assertThat(Math.abs(rate - .1202))
        .isLessThan(3 * Math.sqrt(.1202 * (1 - .1202) / sessions) + 0.00005);
  }

  @Test
  void aVisitHasSoManyEventsOnAverage() {
    double perSession = (double) report.events() / report.sessions();

    // between visits the number of events deviates by 2.43 (see PageChainTest)
    assertThat(Math.abs(perSession - 2.434)).isLessThan(3 * 2.43 / Math.sqrt(report.sessions()));
  }

  @Test
  void visitorsHaveTheSharesOfTheTables() {
    assertThat(USERS_SEEN.size()).isBetween(10_000, USERS);
    double n = USERS_SEEN.size();
    GROUPS.forEach(
        (field, shares) -> {
          Map<String, Integer> found = new HashMap<>();
          USERS_SEEN.values().forEach(e -> found.merge(e.get(field).textValue(), 1, Integer::sum));
          assertThat(found.keySet()).as(field).isEqualTo(shares.keySet());
          shares.forEach(
              (value, p) ->
                  assertThat(Math.abs(found.get(value) / n - p))
                      .as("%s %s", field, value)
                      .isLessThan(3 * Math.sqrt(p * (1 - p) / n)));
        });
  }

  private static double count(String page) {
    return PAGES_BY_USER.values().stream().mapToInt(u -> u.getOrDefault(page, 0)).sum();
  }
}
