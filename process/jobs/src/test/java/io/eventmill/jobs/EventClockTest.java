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
    assertThat(periodic(clock)).containsExactly("-15001");
    event(clock, NOON - 10_000, NOON);
    assertThat(periodic(clock)).containsExactly("-15001");
    event(clock, NOON + 1, NOON);
    assertThat(periodic(clock)).containsExactly("-15000");
  }

  @Test
  void aWrongClockInTheFutureMovesItByTheLatenessAtMost() {
    EventClock clock = clock(15, 120);
    event(clock, NOON + 86_400_000, NOON);
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
    event(clock, NOON + 1000, NOON);
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
