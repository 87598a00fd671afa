package io.eventmill.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.event.Event;
import io.eventmill.event.Origin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.util.clock.ManualClock;
import org.junit.jupiter.api.Test;

class EventClockTest {
  private static final long NOON = 1_772_366_400_000L;
  private static final long YESTERDAY = NOON - 86_400_000;

  private final ManualClock time = new ManualClock(17);
  private final List<String> said = new ArrayList<>();
  private final WatermarkOutput out =
      new WatermarkOutput() {
        @Override
        public void emitWatermark(Watermark watermark) {
          said.add(Long.toString(watermark.getTimestamp() - NOON));
        }

        @Override
        public void markIdle() {
          said.add("idle");
        }

        @Override
        public void markActive() {
          said.add("active");
        }
      };

  @Test
  void followsTheGreatestTimeByTheLateness() {
    EventClock clock = clock(15, 120);
    assertThat(periodic(clock)).as("nothing is known yet, and it holds back").isEmpty();
    event(clock, NOON, NOON);
    assertThat(periodic(clock)).as("others may still be on their way").isEmpty();
    event(clock, NOON + 20_000, NOON + 20_000);
    assertThat(periodic(clock)).containsExactly("-1");
    event(clock, NOON + 25_000, NOON + 35_000);
    assertThat(periodic(clock)).containsExactly("9999");
    event(clock, NOON - 10_000, NOON + 35_000);
    assertThat(periodic(clock)).containsExactly("9999");
    event(clock, NOON + 25_001, NOON + 35_000);
    assertThat(periodic(clock)).containsExactly("10000");
  }

  @Test
  void historyThatIsLoadedFastWaitsForWhatIsOvertaken() {
    EventClock clock = clock(15, 120);
    for (int second = 0; second < 10; second++) { // an hour of history each
      event(clock, YESTERDAY + second * 3_600_000L, NOON + second * 1_000L);
      assertThat(periodic(clock)).isEmpty();
    }
    event(clock, YESTERDAY + 10 * 3_600_000L, NOON + 15_000);
    assertThat(periodic(clock)).containsExactly("-86400001");
    time.advanceTime(Duration.ofSeconds(2));
    assertThat(periodic(clock)).as("time goes on without events").containsExactly("-79200001");
  }

  @Test
  void underSteadyTrafficItGoesOn() {
    EventClock clock = clock(15, 120);
    for (int i = 0; i <= 1_000; i++) {
      event(clock, NOON + i * 50L, NOON + i * 50L);
    }
    assertThat(Long.parseLong(periodic(clock).get(0))).isBetween(34_800L, 35_000L);
  }

  @Test
  void aWrongClockInTheFutureMovesItByTheLatenessAtMost() {
    EventClock clock = clock(15, 120);
    event(clock, NOON + 86_400_000, NOON);
    event(clock, NOON, NOON + 15_000);
    assertThat(periodic(clock)).containsExactly("-1");
  }

  @Test
  void isIdleAfterAsLongAsTheSettingSaysAndNotBefore() {
    EventClock clock = clock(15, 120);
    event(clock, NOON, NOON);
    time.advanceTime(Duration.ofSeconds(120).minusNanos(1));
    assertThat(periodic(clock)).containsExactly("-15001");
    time.advanceTime(Duration.ofNanos(1));
    assertThat(periodic(clock))
        .as("what came last is final without another")
        .containsExactly("0", "idle");
    assertThat(periodic(clock)).as("said once").isEmpty();
    event(clock, NOON + 1000, NOON + 130_000);
    assertThat(periodic(clock)).containsExactly("-14001");
  }

  @Test
  void aPartitionWithoutEventsIsIdleAfterTheSameTime() {
    EventClock clock = clock(15, 120);
    time.advanceTime(Duration.ofSeconds(120).minusNanos(1));
    assertThat(periodic(clock)).isEmpty();
    time.advanceTime(Duration.ofNanos(1));
    assertThat(periodic(clock)).containsExactly("idle");
  }

  @Test
  void withALatenessLongerThanThatTheLastEventsWaitForTheLateness() {
    EventClock clock = clock(600, 120);
    event(clock, NOON, NOON);
    time.advanceTime(Duration.ofSeconds(120));
    assertThat(periodic(clock)).containsExactly("idle");
    time.advanceTime(Duration.ofSeconds(479));
    assertThat(periodic(clock)).isEmpty();
    time.advanceTime(Duration.ofSeconds(1));
    assertThat(periodic(clock)).containsExactly("0", "idle");
  }

  private EventClock clock(int latenessSeconds, int idleSeconds) {
    return new EventClock(
        Duration.ofSeconds(latenessSeconds), Duration.ofSeconds(idleSeconds), time);
  }

  private void event(EventClock clock, long timeMillis, long receivedMillis) {
    Event event =
        new Event(
            new Origin(1, 2, 0, 0),
            "e",
            "s",
            "t",
            timeMillis * 1000,
            receivedMillis,
            "{}".getBytes(UTF_8));
    clock.onEvent(event, timeMillis, out);
  }

  private List<String> periodic(EventClock clock) {
    said.clear();
    clock.onPeriodicEmit(out);
    return said;
  }
}
