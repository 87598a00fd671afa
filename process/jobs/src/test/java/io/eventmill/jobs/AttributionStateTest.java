package io.eventmill.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.jobs.ClickHistory.Arrival;
import io.eventmill.steps.attribute.EventSide;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is held levels off: counted in Flink's state, over hours of event time. */
class AttributionStateTest {
  private static final long MINUTE = 60_000_000;
  private static final int PER_SECOND = 4;

  @Test
  void afterTheWindowAndTheLatenessStateGrowsNoMore() throws Exception {
    String pipeline = ClickHistory.pipeline("first");
    EventSide clicks = new EventSide(AttributionRule.of(pipeline, "orders"), false, 256);
    EventSide orders = new EventSide(AttributionRule.of(pipeline, "orders"), true, 256);
    Random random = new Random(3);
    List<Integer> keys = new ArrayList<>();
    try (AttributionHarness harness = open(pipeline, 100_000)) {
      for (int minute = 0; minute < 180; minute++) {
        for (int i = 0; i < 100; i++) {
          long time = ClickHistory.START + minute * MINUTE + i * (MINUTE / 100);
          boolean order = random.nextInt(3) == 0;
          String id = minute + "-" + i;
          String user = "u" + random.nextInt(1_000_000); // hardly ever the same one again
          var arrival = new Arrival(order, id, user, time, 0);
          harness.take((order ? orders : clicks).read(arrival.event()));
          harness.watermark(time / 1000 - ClickHistory.LATENESS_MILLIS - 1);
        }
        keys.add(harness.keysHeld());
        assertThat(harness.timers()).as("one timer per key").isEqualTo(harness.keysHeld());
      }
    }

    // Of 100 keys a minute, those of one minute and 5 s are held, and a sixteenth of it more.
    assertThat(keys.subList(2, keys.size())).allSatisfy(k -> assertThat(k).isBetween(100, 120));
  }

  /** Two hours at a constant rate, with a window of one hour: the checkpoint in bytes. */
  @Test
  void theCheckpointLevelsOffInBytes() throws Exception {
    String pipeline = ClickHistory.pipeline("first").replace("within: 1m", "within: 1h");
    EventSide clicks = new EventSide(AttributionRule.of(pipeline, "orders"), false, 256);
    EventSide orders = new EventSide(AttributionRule.of(pipeline, "orders"), true, 256);
    Random random = new Random(4);
    List<Long> bytes = new ArrayList<>();
    try (AttributionHarness harness =
        AttributionHarness.open(
            pipeline, "orders", AttributionHarness.limits(10_000, Duration.ofMinutes(1)))) {
      for (int second = 0; second < 120 * 60; second++) {
        for (int i = 0; i < PER_SECOND; i++) {
          long time = ClickHistory.START + second * 1_000_000L + i * (1_000_000L / PER_SECOND);
          boolean order = random.nextInt(3) == 0;
          String user = "user-" + random.nextInt(10_000);
          boolean old = random.nextInt(20) == 0;
          var arrival = new Arrival(order, second + "-" + i, user, time, 0, 0, old);
          harness.take((order ? orders : clicks).read(arrival.event()));
        }
        harness.millis(second * 1_000L);
        harness.watermark(
            ClickHistory.START / 1000 + second * 1_000L - ClickHistory.LATENESS_MILLIS);
        if (second % 300 == 299) {
          bytes.add(harness.snapshot(second).getStateSize());
        }
      }
    }

    System.out.printf(
        "attribution state, %d events a second, within 1h: bytes every 5 minutes %s%n",
        PER_SECOND, bytes);
    long levelled = bytes.get(13); // after 70 minutes
    assertThat(bytes.get(5)).as("it grows while the window fills").isLessThan(levelled * 3 / 4);
    assertThat(bytes.subList(13, bytes.size()))
        .hasSize(11)
        .allSatisfy(b -> assertThat(b).isBetween(levelled * 95 / 100, levelled * 105 / 100));
  }

  @Test
  void oneKeyHoldsAsManyTouchesAsAreAllowed() throws Exception {
    String pipeline = ClickHistory.pipeline("linear");
    EventSide clicks = new EventSide(AttributionRule.of(pipeline, "orders"), false, 256);
    EventSide orders = new EventSide(AttributionRule.of(pipeline, "orders"), true, 256);
    try (AttributionHarness harness = open(pipeline, 3)) {
      for (int i = 0; i < 3; i++) {
        harness.take(clicks.read(click(i)));
      }
      harness.take(orders.read(order("o1")));
      assertThat(newest(harness)).contains("\"touch_count\":3", "\"touches_incomplete\":false");
      harness.take(clicks.read(click(3)));
      assertThat(newest(harness)).contains("\"touch_count\":3", "\"touches_incomplete\":true");
    }
  }

  private static AttributionHarness open(String pipeline, int touchesMax) throws Exception {
    var limits = AttributionHarness.limits(touchesMax, Duration.ZERO);
    return AttributionHarness.open(pipeline, "orders", limits);
  }

  private static io.eventmill.event.Event click(int i) {
    return new Arrival(false, "c" + i, "u", ClickHistory.START + i, 0).event();
  }

  private static io.eventmill.event.Event order(String id) {
    return new Arrival(true, id, "u", ClickHistory.START + 10, 0).event();
  }

  private static String newest(AttributionHarness harness) {
    var rows = harness.rows();
    return new String(rows.get(rows.size() - 1).json(), java.nio.charset.StandardCharsets.UTF_8);
  }
}
