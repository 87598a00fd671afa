package io.eventmill.simulate.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.eventmill.simulate.EventSink;
import io.eventmill.simulate.FakeTicker;
import io.eventmill.simulate.Recorded;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoreSimulationTest {
  private static final Instant START = Instant.parse("2026-11-21T10:00:00.250Z");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  private final FakeTicker time = new FakeTicker(START);
  private final Recorded sink = new Recorded();

  @ParameterizedTest
  @CsvSource({"1,4", "3,10", "7,7", "10,3", "4,1001"})
  void makesAllEventsWhateverEachWorkersShareIs(int workers, long count) throws Exception {
    StoreReport report = run(StoreSettings.defaults().withWorkers(workers).withCount(count));

    assertThat(report.events()).isEqualTo(count);
    assertThat(sink.texts).hasSize((int) count);
  }

  @Test
  void hasFourFieldsWithItsShares() throws Exception {
    int n = 90_000;
    run(StoreSettings.defaults().withCount(n).withStart(START).withSeed(3L));

    Map<String, Integer> shares = new HashMap<>();
    for (JsonNode event : sink.rows()) {
      assertThat(event.fieldNames())
          .toIterable()
          .containsExactly("deviceid", "timestamp", "event_type", "event_status");
      for (String field : List.of("deviceid", "event_type", "event_status")) {
        assertThat(event.get(field).isTextual()).isTrue();
        shares.merge(event.get(field).asText(), 1, Integer::sum);
      }
    }
    assertThat(shares).hasSize(19 + 9 + 3).containsKeys("dev_1", "dev_19", "type_1", "type_9");
    shares.forEach(
        (value, times) -> {
          double p =
              value.startsWith("dev") ? 1 / 19.0 : value.startsWith("type") ? 1 / 9.0 : 1 / 3.0;
          assertThat((double) times / n)
              .as(value)
              .isCloseTo(p, within(4 * Math.sqrt(p * (1 - p) / n)));
        });
  }

  /** One worker: what lies between two events is one pause. */
  @Test
  void pausesWholeSecondsFromOneToNineteen() throws Exception {
    run(StoreSettings.defaults().withCount(2_000).withSeed(1L));

    List<Long> pauses = new ArrayList<>();
    LocalDateTime before = LocalDateTime.parse("2026-11-21T10:00:00");
    for (String at : sink.values("timestamp")) {
      LocalDateTime now = LocalDateTime.parse(at, TIME);
      pauses.add(Duration.between(before, now).toSeconds());
      before = now;
    }
    assertThat(pauses).contains(1L, 19L).allMatch(p -> p >= 1 && p <= 19);
    assertThat(pauses.stream().mapToLong(p -> p).average().orElseThrow())
        .isCloseTo(10, within(4 * 5.48 / Math.sqrt(2_000)));
  }

  @Test
  void workersPauseSideBySide() throws Exception {
    run(
        StoreSettings.defaults()
            .withWorkers(50)
            .withCount(500)
            .withPause(Duration.ofSeconds(2), Duration.ofSeconds(2)));

    assertThat(time.nanos()).isEqualTo(Duration.ofSeconds(20).toNanos());
    assertThat(sink.values("timestamp")).isSorted();
  }

  @Test
  void theSameSeedAndStartGiveTheSameBytes() throws Exception {
    StoreSettings settings =
        StoreSettings.defaults()
            .withWorkers(3)
            .withCount(200)
            .withSeed(7L)
            .withStart(Instant.parse("2026-01-01T00:00:00Z"))
            .withZone(ZoneId.of("Asia/Tokyo"));
    run(settings);
    Recorded again = new Recorded();
    new StoreSimulation(settings, time.clock(), time).run(again);

    assertThat(again.texts).isEqualTo(sink.texts);
    assertThat(sink.values("timestamp").get(0)).startsWith("2026-01-01 09:00:");
    assertThat(time.sleeps()).isEmpty();
  }

  @Test
  void sendsEachEventWhenItIsMadeAndEndsWhenAskedTo() throws Exception {
    List<String> order = new ArrayList<>();
    StoreSimulation endless =
        new StoreSimulation(StoreSettings.defaults().withCount(0), time.clock(), time);
    StoreReport report =
        endless.run(
            new EventSink() {
              @Override
              public void put(long number, byte[] bytes, int from, int to) {
                order.add("put " + number);
                if (number == 3) {
                  endless.stop();
                }
              }

              @Override
              public void flush() {
                order.add("flush");
              }
            });

    assertThat(report.events()).isEqualTo(3);
    assertThat(order)
        .containsExactly("flush", "put 1", "flush", "put 2", "flush", "put 3", "flush");

    StoreReport timed =
        run(
            StoreSettings.defaults()
                .withCount(0)
                .withPause(Duration.ofSeconds(1), Duration.ofSeconds(1))
                .withDuration(Duration.ofMillis(9500)));
    assertThat(timed.events()).isEqualTo(9);
  }

  @Test
  void refusesSettingsThatCannotBe() {
    StoreSettings some = StoreSettings.defaults();
    assertThat(some.withWorkers(10_000).workers()).isEqualTo(10_000);
    assertThatThrownBy(() -> some.withWorkers(0)).hasMessageContaining("--workers: 0");
    assertThatThrownBy(() -> some.withWorkers(10_001)).hasMessageContaining("1 to 10000");
    assertThatThrownBy(() -> some.withCount(-1)).hasMessageContaining("--count: -1");
    assertThatThrownBy(() -> some.withPause(Duration.ofSeconds(2), Duration.ofSeconds(1)))
        .hasMessageContaining("from 2000 to 1000 ms");
  }

  private StoreReport run(StoreSettings settings) throws Exception {
    return new StoreSimulation(settings, time.clock(), time).run(sink);
  }
}
