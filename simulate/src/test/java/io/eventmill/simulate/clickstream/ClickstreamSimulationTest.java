package io.eventmill.simulate.clickstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.eventmill.simulate.FakeTicker;
import io.eventmill.simulate.Recorded;
import io.eventmill.simulate.door.BodyForm;
import io.eventmill.simulate.door.Collector;
import io.eventmill.simulate.door.Collector.Reply;
import io.eventmill.simulate.door.DoorClient;
import io.eventmill.simulate.door.DoorSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ClickstreamSimulationTest {
  private static final Instant START = Instant.parse("2026-11-21T10:00:00.250Z");
  private static final Set<String> TEXTS =
      Set.of("user_agent", "ip", "timestamp", "page", "query", "referrer");
  private static final Set<String> NUMBERS = Set.of("product", "position");

  private final FakeTicker time = new FakeTicker(START);
  private final Recorded sink = new Recorded();

  @Test
  void eventsHaveTheFieldsThatTheirReadersKnow() throws Exception {
    run(ClickstreamSettings.defaults().withEvents(3_000).withRate(0));

    Set<String> types = new HashSet<>();
    for (JsonNode event : sink.rows()) {
      assertThat(event.fieldNames()).toIterable().containsExactly("id", "type", "event");
      assertThat(event.get("id").isIntegralNumber()).isTrue();
      assertThat(event.get("id").asLong()).isBetween(0L, 1L << 53);
      types.add(event.get("type").asText());
      for (Iterator<String> names = event.get("event").fieldNames(); names.hasNext(); ) {
        String name = names.next();
        JsonNode value = event.get("event").get(name);
        assertThat(value.isTextual() ? TEXTS : NUMBERS).contains(name);
        assertThat(value.isTextual() || value.isIntegralNumber()).isTrue();
      }
    }
    assertThat(types).containsExactlyInAnyOrder("search", "click", "add_to_cart");
    JsonNode click =
        sink.rows().stream().filter(e -> e.get("type").asText().equals("click")).findAny().get();
    assertThat(click.get("event").fieldNames())
        .toIterable()
        .containsExactly(
            "user_agent", "ip", "timestamp", "page", "query", "product", "referrer", "position");
  }

  /** On paper: clicks follow a search with p = 0.6; after each one 0.3 go to the cart. */
  @Test
  void hasItsSharesOfClicksAndCarts() throws Exception {
    run(ClickstreamSettings.defaults().withEvents(200_000).withRate(0).withSeed(5L));

    double searches = count("search");
    double clicks = count("click");
    assertThat(clicks / searches).isCloseTo(0.6 / 0.4, within(0.03));
    assertThat(count("add_to_cart") / clicks).isCloseTo(0.3, within(0.01));
  }

  @Test
  void aRunAnewHasOtherIdsAndOneOfTheSameSeedTheSameBytes() throws Exception {
    run(ClickstreamSettings.defaults().withEvents(2_000).withRate(0));
    run(ClickstreamSettings.defaults().withEvents(2_000).withRate(0));
    assertThat(sink.values("id")).hasSize(4_000).doesNotHaveDuplicates();

    ClickstreamSettings settings =
        ClickstreamSettings.defaults()
            .withEvents(100)
            .withSeed(7L)
            .withRate(4)
            .withZone(ZoneId.of("Asia/Tokyo"))
            .withStart(Instant.parse("2026-01-01T00:00:00Z"));
    Recorded first = new Recorded();
    Recorded second = new Recorded();
    new ClickstreamSimulation(settings, time.clock(), time).run(first);
    new ClickstreamSimulation(settings, time.clock(), time).run(second);
    assertThat(second.texts).isEqualTo(first.texts);
    assertThat(first.rows().get(5).at("/event/timestamp").asText())
        .isEqualTo("2026-01-01T09:00:01.250+09:00");
    assertThat(time.sleeps()).isEmpty();
  }

  @Test
  void keepsItsRateAndSaysTheTimeOfSending() throws Exception {
    ClickstreamReport report =
        run(ClickstreamSettings.defaults().withRate(4).withDuration(Duration.ofSeconds(30)));

    assertThat(report.events()).isBetween(119L, 121L);
    List<Instant> times =
        sink.rows().stream()
            .map(e -> OffsetDateTime.parse(e.at("/event/timestamp").asText()).toInstant())
            .toList();
    assertThat(times).isSorted();
    assertThat(times.get(0)).isEqualTo(START);
    assertThat(times.get(40)).isEqualTo(START.plusSeconds(10));
    assertThat(sink.rows().get(0).at("/event/timestamp").asText()).endsWith("Z");
  }

  /**
   * Arrays, each repeated as it was until it has an answer: every id once or more, none missing.
   */
  @Test
  void everyEventIsKeptThoughAnswersAreLost() throws Exception {
    AtomicInteger requests = new AtomicInteger();
    try (Collector collector =
            new Collector(r -> requests.incrementAndGet() % 3 == 1 ? Reply.DROPPED : Reply.KEPT);
        DoorClient door =
            DoorClient.open(
                DoorSettings.of(collector.uri(), "clickstream").withForm(BodyForm.ARRAY))) {
      new ClickstreamSimulation(
              ClickstreamSettings.defaults().withEvents(5_000).withRate(0), time.clock(), time)
          .run(door);

      assertThat(door.finish().kept()).isEqualTo(5_000);
      assertThat(door.report().repeats()).isPositive();
      assertThat(collector.kept()).hasSize(5_000);
      assertThat(collector.kept().stream().map(e -> e.get("id").asLong()).distinct())
          .hasSize(5_000);
    }
  }

  @Test
  void refusesSettingsThatCannotBe() {
    ClickstreamSettings some = ClickstreamSettings.defaults();
    assertThatThrownBy(() -> some.withEvents(-1)).hasMessageContaining("--events: -1");
    assertThatThrownBy(() -> some.withRate(-1)).hasMessageContaining("--rate: -1.0");
    assertThatThrownBy(() -> some.withRate(0).withStart(START)).hasMessageContaining("--start:");
  }

  private double count(String type) {
    return sink.values("type").stream().filter(type::equals).count();
  }

  private ClickstreamReport run(ClickstreamSettings settings) throws Exception {
    return new ClickstreamSimulation(settings, time.clock(), time).run(sink);
  }
}
