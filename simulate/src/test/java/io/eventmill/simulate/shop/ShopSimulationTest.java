package io.eventmill.simulate.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.eventmill.simulate.FakeTicker;
import io.eventmill.simulate.Recorded;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ShopSimulationTest {
  private static final Instant START = Instant.parse("2026-11-21T10:00:00.250Z");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS");

  private final FakeTicker time = new FakeTicker(START);
  private final Recorded clicks = new Recorded();
  private final Recorded checkouts = new Recorded();

  /** Figures from the chance of 51 % on paper: 1 + p/(1-p) clicks, p/(1-p) checkouts. */
  @Test
  void hasItsSharesOfClicksAndCheckouts() throws Exception {
    int base = 100_000;
    ShopReport report = run(ShopSettings.defaults().withBaseClicks(base).withRate(0).withSeed(5L));

    double sigma = Math.sqrt(0.51 / (0.49 * 0.49) / base);
    assertThat((double) report.clicks() / base).isCloseTo(1 + 0.51 / 0.49, within(3 * sigma));
    assertThat((double) report.checkouts() / base).isCloseTo(0.51 / 0.49, within(3 * sigma));
    assertThat(report.clicks() - report.checkouts()).isEqualTo(base);
    assertThat(report.baseClicks()).isEqualTo(base);
    assertThat(clicks.texts).hasSize((int) report.clicks());
    assertThat(checkouts.texts).hasSize((int) report.checkouts());

    Set<String> products = new HashSet<>(clicks.values("product_id"));
    Set<String> bought = new HashSet<>(checkouts.values("product_id"));
    assertThat(products).hasSize(base);
    assertThat(products.containsAll(bought)).isTrue();
    assertThat((double) bought.size() / base)
        .isCloseTo(0.51, within(3 * Math.sqrt(0.51 * 0.49 / base)));
    Set<Integer> users = new HashSet<>();
    clicks.rows().forEach(c -> users.add(c.get("user_id").asInt()));
    assertThat(users).hasSize(100).contains(1, 100).doesNotContain(0, 101);
  }

  @Test
  void eachCheckoutIsOfAProductThatItsUserHasClickedOnBefore() throws Exception {
    run(ShopSettings.defaults().withBaseClicks(500));

    Map<String, JsonNode> firstClicks = new HashMap<>();
    clicks.rows().forEach(c -> firstClicks.putIfAbsent(c.get("product_id").asText(), c));
    assertThat(checkouts.rows())
        .isNotEmpty()
        .allSatisfy(
            checkout -> {
              JsonNode click = firstClicks.get(checkout.get("product_id").asText());
              assertThat(click.get("user_id")).isEqualTo(checkout.get("user_id"));
              assertThat(at(click)).isBefore(at(checkout));
            });
  }

  @Test
  void clicksHaveTheirFields() throws Exception {
    run(ShopSettings.defaults().withBaseClicks(300));

    assertThat(clicks.rows())
        .allSatisfy(
            c -> {
              assertThat(c.fieldNames())
                  .toIterable()
                  .containsExactly(
                      "click_id",
                      "user_id",
                      "product_id",
                      "product",
                      "price",
                      "url",
                      "user_agent",
                      "ip_address",
                      "datetime_occured");
              assertThat(c.get("user_id").isInt()).isTrue();
              assertThat(c.get("click_id").asText()).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-.{12}");
              assertThat(c.get("product").asText()).matches("[a-z]+");
              assertThat(c.get("price").decimalValue())
                  .isBetween(new BigDecimal("0.01"), new BigDecimal("99.99"));
              assertThat(c.get("url").asText()).startsWith("https://www.");
              assertThat(c.get("ip_address").asText()).matches("(\\d+\\.){3}\\d+");
            });
    assertThat(clicks.values("click_id")).doesNotHaveDuplicates();
  }

  @Test
  void checkoutsHaveTheirFields() throws Exception {
    run(ShopSettings.defaults().withBaseClicks(300));

    assertThat(checkouts.rows())
        .allSatisfy(
            c -> {
              assertThat(c.fieldNames())
                  .toIterable()
                  .containsExactly(
                      "checkout_id",
                      "user_id",
                      "product_id",
                      "payment_method",
                      "total_amount",
                      "shipping_address",
                      "billing_address",
                      "user_agent",
                      "ip_address",
                      "datetime_occured");
              assertThat(c.get("total_amount").decimalValue())
                  .isBetween(new BigDecimal("0.10"), new BigDecimal("999.99"));
              assertThat(c.get("shipping_address").asText())
                  .matches("\\d+ [A-Z][a-z]+ [A-Z][a-z]+.*\n[A-Z][a-z]+, [A-Z]{2} \\d{5}");
              assertThat(c.get("billing_address")).isNotEqualTo(c.get("shipping_address"));
            });
    assertThat(new HashSet<>(checkouts.values("payment_method"))).hasSize(10);
  }

  @Test
  void keepsItsRateAndSaysTheTimeOfSending() throws Exception {
    ShopReport report =
        run(
            ShopSettings.defaults()
                .withRate(4)
                .withDuration(Duration.ofSeconds(30))
                .withZone(ZoneId.of("Asia/Tokyo")));

    assertThat(report.clicks() + report.checkouts()).isBetween(120L, 122L);
    assertThat(clicks.values("datetime_occured").get(0)).isEqualTo("2026-11-21 19:00:00.250");
    List<LocalDateTime> all = times();
    assertThat(all.stream().sorted().toList().get(4))
        .isEqualTo(LocalDateTime.parse("2026-11-21T19:00:01.250"));
  }

  @Test
  void aRunAfterAnotherHasNewIdsAndTheSameSeedTheSame() throws Exception {
    ShopSettings some = ShopSettings.defaults().withBaseClicks(50).withStart(START);
    run(some);
    run(some);
    assertThat(clicks.values("click_id")).doesNotHaveDuplicates();
    assertThat(clicks.values("product_id").stream().distinct()).hasSize(100);

    ShopSettings seeded = some.withSeed(9L).withDisorder(Duration.ofSeconds(2)).withCopies(.1);
    Recorded one = new Recorded();
    Recorded two = new Recorded();
    simulation(seeded).run(one, new Recorded());
    simulation(seeded).run(two, new Recorded());
    assertThat(two.texts).isEqualTo(one.texts);
  }

  @Test
  void eventsOvertakeEachOtherByNoMoreThanTheDisorder() throws Exception {
    for (Instant start : new Instant[] {null, Instant.parse("2026-01-01T00:00:00Z")}) {
      List<LocalDateTime> arrived = new ArrayList<>();
      Recorded both =
          new Recorded() {
            @Override
            public void put(long number, byte[] bytes, int from, int to) {
              super.put(number, bytes, from, to);
              arrived.add(at(parse(texts.get(texts.size() - 1))));
            }
          };

      simulation(
              ShopSettings.defaults()
                  .withBaseClicks(700)
                  .withStart(start)
                  .withRate(10)
                  .withDisorder(Duration.ofSeconds(10)))
          .run(both, both);

      LocalDateTime newest = arrived.get(0);
      Duration worst = Duration.ZERO;
      for (LocalDateTime t : arrived) {
        Duration behind = Duration.between(t, newest);
        worst = behind.compareTo(worst) > 0 ? behind : worst;
        newest = t.isAfter(newest) ? t : newest;
      }
      assertThat(worst).isBetween(Duration.ofSeconds(8), Duration.ofMillis(10_001));
    }
  }

  @Test
  void holdsBackNoMoreThanItMay() throws Exception {
    List<LocalDateTime> order = new ArrayList<>();
    Recorded both =
        new Recorded() {
          @Override
          public void put(long number, byte[] bytes, int from, int to) {
            super.put(number, bytes, from, to);
            order.add(at(parse(texts.get(texts.size() - 1))));
          }
        };

    simulation(
            ShopSettings.defaults()
                .withBaseClicks(300)
                .withStart(START)
                .withDisorder(Duration.ofDays(1))
                .withHeldMax(5))
        .run(both, both);

    List<LocalDateTime> sorted = order.stream().sorted().toList();
    assertThat(order).isNotEqualTo(sorted);
    for (int i = 0; i < order.size(); i++) { // at 10 a second: nobody can be 6 places early
      assertThat(Duration.between(sorted.get(i), order.get(i)))
          .isLessThanOrEqualTo(Duration.ofMillis(501));
    }
  }

  @Test
  void sendsAShareTwice() throws Exception {
    ShopReport report =
        run(ShopSettings.defaults().withBaseClicks(20_000).withRate(0).withCopies(0.05));

    long made = report.clicks() + report.checkouts();
    long sent = clicks.texts.size() + checkouts.texts.size();
    assertThat(sent).isEqualTo(made + report.copies());
    assertThat((double) report.copies() / made)
        .isCloseTo(0.05, within(3 * Math.sqrt(0.05 * 0.95 / made)));
    assertThat(new HashSet<>(clicks.texts)).hasSize((int) report.clicks());
  }

  @Test
  void stopsWhenAskedTo() throws Exception {
    ShopSimulation endless = simulation(ShopSettings.defaults());
    Recorded sink =
        new Recorded() {
          @Override
          public void put(long number, byte[] bytes, int from, int to) {
            super.put(number, bytes, from, to);
            if (number == 20) {
              endless.stop();
            }
          }
        };

    endless.run(sink, sink);

    assertThat(sink.texts).hasSizeBetween(20, 22);
  }

  @Test
  void refusesSettingsThatCannotBe() {
    ShopSettings some = ShopSettings.defaults();
    assertThatThrownBy(() -> some.withBaseClicks(0)).hasMessageContaining("--num_click_records: 0");
    assertThatThrownBy(() -> some.withRate(-1)).hasMessageContaining("--rate: -1");
    assertThatThrownBy(() -> some.withCopies(1.1)).hasMessageContaining("from 0 to 1");
    assertThatThrownBy(() -> some.withHeldMax(0)).hasMessageContaining("--held-max: 0");
    assertThatThrownBy(() -> some.withStart(START).withRate(0))
        .hasMessageContaining("--start: needs a --rate above 0");
  }

  private ShopReport run(ShopSettings settings) throws Exception {
    return simulation(settings).run(clicks, checkouts);
  }

  private ShopSimulation simulation(ShopSettings settings) {
    return new ShopSimulation(settings, time.clock(), time);
  }

  private List<LocalDateTime> times() {
    List<LocalDateTime> times = new ArrayList<>();
    clicks.rows().forEach(r -> times.add(at(r)));
    checkouts.rows().forEach(r -> times.add(at(r)));
    return times;
  }

  private static LocalDateTime at(JsonNode event) {
    return LocalDateTime.parse(event.get("datetime_occured").asText(), TIME);
  }
}
