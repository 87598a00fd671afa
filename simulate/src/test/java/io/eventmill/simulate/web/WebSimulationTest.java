package io.eventmill.simulate.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.eventmill.simulate.FakeTicker;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebSimulationTest {
  private static final Instant NOON = Pageviews.NOON;
  private static final DateTimeFormatter NAIVE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");

  private final FakeTicker ticker = new FakeTicker(NOON);

  @Test
  void theSameSeedGivesTheSameBytes() throws Exception {
    assertThat(bytes(11L)).isEqualTo(bytes(11L)).isNotEqualTo(bytes(12L));
  }

  @Test
  void withoutASeedEveryRunIsNew() throws Exception {
    assertThat(bytes(null)).isNotEqualTo(bytes(null));
  }

  @Test
  void aSeedMeansTheSameInEveryVersion() throws Exception {
    List<String> events = new ArrayList<>();
    Pageviews.runBytes(
        WebSettings.fast().seed(1L).events(1).build(),
        e -> events.add(new String(e, StandardCharsets.UTF_8)));

    assertThat(events.get(0))
        .startsWith(
            "{\"event_id\":\"2054dfbe-78a3-4de1-bc7e-82849d369420\","
                + "\"event_timestamp\":\"2026-01-01 00:00:56.973000\",")
        .endsWith("\"user_domain_id\":\"b29306b4-6551-41e7-bc85-fd0bdac9ad14\"}");
  }

  @Test
  void aSpanWithoutAStartEndsNow() throws Exception {
    WebReport report =
        Pageviews.runBytes(WebSettings.fast().span(Duration.ofDays(1)).build(), e -> {});

    assertThat(report.from()).isEqualTo(NOON.minus(Duration.ofDays(1)));
    assertThat(Duration.between(report.to(), NOON).abs()).isLessThan(Duration.ofSeconds(13));
  }

  @Test
  void fastTimeBeginsNowAndRunsAhead() throws Exception {
    WebReport report = Pageviews.runBytes(WebSettings.fast().events(1_000).build(), e -> {});

    assertThat(report.from()).isEqualTo(NOON);
    assertThat(report.to()).isAfter(NOON.plus(Duration.ofHours(12)));
  }

  @Test
  void inRealTimeEachEventComesWhenItsTimeHasCome() throws Exception {
    List<Double> early = new ArrayList<>();
    WebSettings settings = WebSettings.realTime().duration(Duration.ofMinutes(2)).seed(5L).build();

    new WebSimulation(settings, ticker.clock(), ticker)
        .run(Pageviews.sink(e -> early.add(seconds(ticker.clock().instant(), time(e)))));

    assertThat(early).allSatisfy(s -> assertThat(s).isBetween(-1.0, 0.025));
    assertThat(early.stream().filter(s -> s < -0.05).count()).isLessThan(60); // the first second
  }

  @ParameterizedTest
  @CsvSource({"2026-11-20T18:00:00Z, 35, 65", "2026-11-20T04:00:00Z, 2, 5"})
  void realTimeIsLivelyAtAllHours(Instant now, double least, double most) throws Exception {
    FakeTicker then = new FakeTicker(now);
    WebSettings settings = WebSettings.realTime().duration(Duration.ofMinutes(5)).seed(5L).build();

    WebReport report = new WebSimulation(settings, then.clock(), then).run(Pageviews.sink(e -> {}));

    assertThat(report.events() / 300.0).isBetween(least, most);
  }

  @Test
  void theFirstEventComesAtOnce() throws Exception {
    AtomicReference<Long> first = new AtomicReference<>();
    WebSettings settings = WebSettings.realTime().events(1).seed(5L).build();

    new WebSimulation(settings, ticker.clock(), ticker)
        .run(Pageviews.sink(e -> first.compareAndSet(null, ticker.nanos())));

    assertThat(Duration.ofNanos(first.get())).isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void afterTheMachineSleptTheStreamGoesOnFromNow() throws Exception {
    List<Instant> times = new ArrayList<>();
    WebSettings settings =
        WebSettings.realTime().duration(Duration.ofHours(9)).events(2_000).seed(5L).build();

    new WebSimulation(settings, ticker.clock(), ticker)
        .run(
            Pageviews.sink(
                e -> {
                  times.add(time(e));
                  if (times.size() == 1_000) {
                    ticker.pass(Duration.ofHours(8));
                  }
                }));

    Instant woke = NOON.plus(Duration.ofHours(8));
    long between =
        times.stream()
            .filter(t -> t.isAfter(NOON.plus(Duration.ofMinutes(2))) && t.isBefore(woke))
            .count();
    assertThat(between).isZero();
    assertThat(times.get(1_999)).isAfter(woke);
  }

  @Test
  void aClockSetBackDoesNotStopTheStream() throws Exception {
    WebSettings settings =
        WebSettings.realTime().duration(Duration.ofMinutes(10)).events(2_000).seed(5L).build();
    List<Instant> times = new ArrayList<>();

    new WebSimulation(settings, ticker.clock(), ticker)
        .run(
            Pageviews.sink(
                e -> {
                  times.add(time(e));
                  if (times.size() == 1_000) {
                    ticker.setClockBy(Duration.ofHours(-1));
                  }
                }));

    assertThat(times).hasSize(2_000);
    assertThat(times.get(1_999)).isBefore(NOON.minus(Duration.ofMinutes(50)));
  }

  @Test
  void aFactorMakesTimeRunFaster() throws Exception {
    WebSettings settings =
        WebSettings.fast().speed(60).duration(Duration.ofMinutes(10)).seed(5L).build();

    WebReport report =
        new WebSimulation(settings, ticker.clock(), ticker).run(Pageviews.sink(e -> {}));

    assertThat(Duration.between(report.from(), report.to()).toMinutes()).isBetween(598L, 602L);
  }

  @Test
  void aRateHoldsTheStreamBack() throws Exception {
    WebSettings settings = WebSettings.fast().rate(50).events(1_000).seed(5L).build();

    new WebSimulation(settings, ticker.clock(), ticker).run(Pageviews.sink(e -> {}));

    assertThat(ticker.nanos() / 1e9).isCloseTo(20, within(0.1));
  }

  @Test
  void somebodyElseMayStopIt() throws Exception {
    WebSettings settings = WebSettings.fast().seed(5L).build();
    WebSimulation simulation = new WebSimulation(settings, ticker.clock(), ticker);
    Thread stopper =
        new Thread(
            () -> {
              while (simulation.events() < 1_000) {
                Thread.onSpinWait();
              }
              simulation.stop();
            });
    stopper.start();

    WebReport report = simulation.run(Pageviews.sink(e -> {}));
    stopper.join();

    assertThat(report.events()).isGreaterThanOrEqualTo(1_000).isEqualTo(simulation.events());
  }

  @Test
  void printsEachEventWhenAskedTo() throws Exception {
    ByteArrayOutputStream console = new ByteArrayOutputStream();
    List<String> events = new ArrayList<>();
    WebSettings settings = WebSettings.fast().seed(5L).events(100).print(true).build();

    new WebSimulation(settings, ticker.clock(), ticker)
        .run(Pageviews.sink(e -> events.add(new String(e, StandardCharsets.UTF_8))), console);

    assertThat(console.toString(StandardCharsets.UTF_8).lines()).containsExactlyElementsOf(events);
  }

  @Test
  void staysQuietOtherwise() throws Exception {
    ByteArrayOutputStream console = new ByteArrayOutputStream();
    WebSettings settings = WebSettings.fast().seed(5L).events(10).build();

    new WebSimulation(settings, ticker.clock(), ticker).run(Pageviews.sink(e -> {}), console);

    assertThat(console.size()).isZero();
  }

  @Test
  void everySettingHasALimit() {
    assertThatThrownBy(() -> WebSettings.fast().users(0).build())
        .hasMessage("users: 0 is not possible; give a number from 1 to 500000");
    assertThatThrownBy(() -> WebSettings.fast().users(500_001).build())
        .hasMessage("users: 500001 is not possible; give a number from 1 to 500000");
    assertThatThrownBy(() -> WebSettings.fast().batchSize(3_601).build())
        .hasMessageContaining("batch size: 3601");
    assertThatThrownBy(() -> WebSettings.fast().speed(Double.NaN).build())
        .hasMessageContaining("speed: NaN");
    assertThatThrownBy(() -> WebSettings.fast().rate(-1).build()).hasMessageContaining("rate: -1");
    assertThatThrownBy(() -> WebSettings.fast().span(Duration.ofDays(-1)).build())
        .hasMessageContaining("span: PT-24H");
    assertThatThrownBy(() -> WebSettings.realTime().start(NOON).build())
        .hasMessageContaining("has no meaning in real time");
  }

  private static byte[] bytes(Long seed) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Pageviews.runBytes(WebSettings.fast().seed(seed).events(500).build(), out::writeBytes);
    return out.toByteArray();
  }

  private static Instant time(byte[] event) {
    try {
      String text = new ObjectMapper().readTree(event).get("event_timestamp").textValue();
      return LocalDateTime.parse(text, NAIVE).toInstant(ZoneOffset.UTC);
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / 1e9;
  }
}
