package io.eventmill.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.eventmill.event.ResultRow;
import io.eventmill.jobs.ClickHistory.Arrival;
import io.eventmill.jobs.PlainAttribution.Answer;
import io.eventmill.pipeline.Attribution;
import io.eventmill.steps.attribute.AttributionLimits;
import io.eventmill.steps.attribute.EventSide;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Drawn histories through the function, killed in the middle, beside a plain loop over them. */
class AttributionHistoriesTest {
  private static final int HISTORIES = 400;
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private final Random random = new Random();

  @ParameterizedTest
  @ValueSource(strings = {"first", "last", "linear", "position", "time_decay"})
  void everyConversionHasTheRowThatAPlainLoopGives(String model) throws Exception {
    int attributed = 0;
    int late = 0;
    for (int i = 0; i < HISTORIES; i++) {
      long seed = random.nextLong();
      ClickHistory history = ClickHistory.draw(new Random(seed), i % 2 == 1);
      long grace = i % 3 == 0 ? 0 : 1 + new Random(seed).nextInt(30_000);
      Map<String, Answer> expected = PlainAttribution.answers(history.arrivals(), model, grace);

      Map<String, JsonNode> rows = run(history.arrivals(), model, grace, new Random(seed));

      assertThat(rows.keySet()).as("%s, seed %d", model, seed).isEqualTo(expected.keySet());
      for (String id : rows.keySet()) {
        Answer answer = expected.get(id);
        JsonNode row = rows.get(id);
        String what = "%s of %s, seed %d: %s".formatted(id, model, seed, row);
        assertThat(told(row)).as(what).isEqualTo(answer);
        assertThat(row.get("final").booleanValue()).as(what).isTrue();
        assertThat(row.get("attributed").booleanValue()).as(what).isEqualTo(answer.main() != null);
        attributed += answer.main() == null ? 0 : 1;
        late += answer.late() ? 1 : 0;
      }
    }
    assertThat(attributed).as("the histories are worth something").isGreaterThan(HISTORIES);
    assertThat(late).isGreaterThan(HISTORIES / 10);
  }

  /** Of all models the same way: what counts is which touches are known. */
  @Test
  void aHistoryThatComesBehindARunningStreamHasTheRowsThatItWouldHaveHadInTime() throws Exception {
    long today = (ClickHistory.START + 1_000 * ClickHistory.WITHIN) / 1000;
    for (int i = 0; i < HISTORIES; i++) {
      long seed = random.nextLong();
      Random draw = new Random(seed);
      List<Arrival> inTime = new ArrayList<>();
      List<Arrival> behind = new ArrayList<>();
      long millis = 0;
      long pace = 1 + draw.nextInt(200);
      for (Arrival a : ClickHistory.draw(draw, false).arrivals()) {
        inTime.add(new Arrival(a.order(), a.id(), a.user(), a.time(), Long.MIN_VALUE));
      }
      Collections.shuffle(inTime, draw);
      for (Arrival a : inTime) {
        millis += draw.nextLong(pace);
        boolean overtaken = behind.size() >= inTime.size() / 4; // the first come before today does
        long watermark = overtaken ? today : Long.MIN_VALUE;
        behind.add(new Arrival(a.order(), a.id(), a.user(), a.time(), watermark, millis, true));
      }

      Map<String, JsonNode> rows = run(behind, "linear", millis + 1, draw);

      Map<String, Answer> expected = PlainAttribution.answers(inTime, "linear", 0);
      assertThat(rows.keySet()).as("seed %d", seed).isEqualTo(expected.keySet());
      for (String id : rows.keySet()) {
        Answer told = told(rows.get(id));
        String what = "%s, seed %d: %s".formatted(id, seed, rows.get(id));
        assertThat(told.credits()).as(what).isEqualTo(expected.get(id).credits());
        assertThat(told.main()).as(what).isEqualTo(expected.get(id).main());
        assertThat(rows.get(id).get("final").booleanValue()).as(what).isTrue();
      }
    }
  }

  /** What the row says, read back. */
  private static Answer told(JsonNode row) {
    Map<String, BigDecimal> credits = new LinkedHashMap<>();
    for (JsonNode touch : row.get("touches")) {
      String name = touch.get("id").textValue() + "@" + micros(touch.get("time"));
      credits.put(name, touch.get("credit").decimalValue().setScale(6));
    }
    JsonNode click = row.get("click_id");
    String main = click.isNull() ? null : click.textValue() + "@" + micros(row.get("click_time"));
    assertThat(row.get("page").textValue())
        .isEqualTo(main == null ? null : "/" + click.textValue());
    return new Answer(credits, main, row.get("late").booleanValue());
  }

  private static long micros(JsonNode time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(time.textValue()));
  }

  /** Feeds it, with a checkpoint somewhere and a death somewhere behind it; newest rows by id. */
  private static Map<String, JsonNode> run(
      List<Arrival> arrivals, String model, long grace, Random random) throws Exception {
    String pipeline = ClickHistory.pipeline(model);
    AttributionLimits limits = AttributionHarness.limits(100_000, Duration.ofMillis(grace));
    Attribution rule = AttributionRule.of(pipeline, "orders");
    EventSide clicks = new EventSide(rule, false, 256);
    EventSide orders = new EventSide(rule, true, 256);
    int checkpoint = random.nextInt(arrivals.size());
    int death = checkpoint + random.nextInt(arrivals.size() - checkpoint);
    long away = random.nextInt(100_000);
    Map<String, JsonNode> rows = new TreeMap<>();
    OperatorSubtaskState state = null;
    try (AttributionHarness harness = AttributionHarness.open(pipeline, "orders", limits)) {
      for (int i = 0; i <= death; i++) {
        harness.millis(arrivals.get(i).millis());
        if (i == checkpoint) {
          state = harness.snapshot(1);
        }
        feed(harness, arrivals.get(i), clicks, orders);
      }
      collect(harness, rows);
    }
    try (AttributionHarness harness =
        AttributionHarness.restored(pipeline, "orders", limits, state)) {
      for (Arrival arrival : arrivals.subList(checkpoint, arrivals.size())) {
        harness.millis(arrival.millis() + away);
        feed(harness, arrival, clicks, orders);
      }
      harness.watermark(Long.MAX_VALUE);
      harness.millis(arrivals.get(arrivals.size() - 1).millis() + away + 2 * grace);
      assertThat(harness.keysHeld()).as("nothing is held when time is over").isZero();
      assertThat(harness.timers()).isZero();
      collect(harness, rows);
    }
    return rows;
  }

  private static void feed(
      AttributionHarness harness, Arrival arrival, EventSide clicks, EventSide orders)
      throws Exception {
    if (arrival.watermark() > Long.MIN_VALUE) {
      harness.watermark(arrival.watermark());
    }
    var side = (arrival.order() ? orders : clicks).read(arrival.event());
    if (arrival.order() || side.missing() == null) {
      harness.take(side);
    }
  }

  private static void collect(AttributionHarness harness, Map<String, JsonNode> rows)
      throws Exception {
    for (ResultRow row : harness.rows()) {
      rows.put(row.id(), JSON.readTree(row.json()));
    }
  }
}
