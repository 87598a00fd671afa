package io.eventmill.steps.attribute;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.event.Event;
import io.eventmill.event.Origin;
import io.eventmill.pipeline.Attribution;
import io.eventmill.pipeline.PipelineFile;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One key by hand: what comes when, and the rows that come of it. */
class AttributorTest {
  private static final long HOUR = 3_600_000_000L;
  private static final long T = micros("2026-03-01T12:00:00.000500Z");
  private static final long EARLY = Long.MIN_VALUE;

  private final List<String> rows = new ArrayList<>();
  private final List<Note> notes = new ArrayList<>();
  private final Outlet out =
      new Outlet() {
        @Override
        public void row(Conversion conversion, byte[] json) {
          rows.add(new String(json, UTF_8));
        }

        @Override
        public void note(Note what) {
          notes.add(what);
        }
      };
  private final History history = new History();
  private Attribution rule = rule("first", "");
  private Attributor attributor = new Attributor(rule, limits(1000, 1000, 0));
  private long millis;

  @Test
  void writesOneRowWithItsColumnsAndHowItCameAbout() {
    touch("c1", T - HOUR / 2, EARLY);
    touch("c2", T - HOUR / 4, EARLY);
    conversion("o1", T, EARLY);

    assertThat(rows)
        .containsExactly(
            "{\"order_id\":\"o1\",\"total\":12.50,\"click_id\":\"c1\",\"page\":\"/c1\","
                + "\"order_time\":\"2026-03-01T12:00:00.000500Z\","
                + "\"click_time\":\"2026-03-01T11:30:00.000500Z\","
                + "\"model\":\"first\",\"attributed\":true,\"final\":false,\"late\":false,"
                + "\"why\":null,\"touch_count\":2,\"touches\":["
                + "{\"id\":\"c1\",\"time\":\"2026-03-01T11:30:00.000500Z\",\"credit\":1.000000},"
                + "{\"id\":\"c2\",\"time\":\"2026-03-01T11:45:00.000500Z\",\"credit\":0.000000,"
                + "\"why\":\"a touch came earlier\"}],"
                + "\"touches_left_out\":0,\"credit_left_out\":0.000000,"
                + "\"touches_incomplete\":false}");
  }

  @Test
  void bothEndsOfTheHourAreInToTheMicrosecond() {
    for (long distance : new long[] {HOUR, HOUR - 1, 1, 0}) {
      assertThat(clickOf(T - distance)).as("%d before", distance).isEqualTo("c");
    }
    for (long distance : new long[] {HOUR + 1, HOUR + 1000, -1, -1000}) {
      assertThat(clickOf(T - distance)).as("%d before", distance).isNull();
    }
  }

  @Test
  void ofTouchesAtTheSameTimeTheOneWithTheLesserIdIsEarlier() {
    touch("b", T - 5, EARLY);
    touch("a", T - 5, EARLY);
    conversion("o1", T, EARLY);

    assertThat(last()).contains("\"click_id\":\"a\"");
  }

  @Test
  void aRowWithoutTouchSaysWhereItLookedAndIsCorrectedWhenOneComes() {
    conversion("o1", T, EARLY);
    assertThat(last())
        .contains("\"click_id\":null,\"page\":null")
        .contains("\"attributed\":false,\"final\":false")
        .contains(
            "\"why\":\"no touch of the same user from 2026-03-01T11:00:00.000500Z to"
                + " 2026-03-01T12:00:00.000500Z\"");

    touch("c2", T - 1, EARLY);
    assertThat(last()).contains("\"click_id\":\"c2\"").contains("\"why\":null");
    touch("c1", T - 2, EARLY);
    assertThat(last()).contains("\"click_id\":\"c1\"").contains("\"touch_count\":2");
    touch("c3", T + 1, EARLY);
    assertThat(rows).as("too late for it, so nothing changes").hasSize(3);
  }

  @Test
  void isFinalWhenTheWatermarkHasReachedItsMillisecond() {
    conversion("o1", T, EARLY);

    attributor.passed(history, at(T / 1000 - 1), out);
    assertThat(rows).hasSize(1);
    attributor.passed(history, at(T / 1000), out);
    assertThat(last()).contains("\"final\":true,\"late\":false");
    touch("c1", T - 2, T / 1000);
    assertThat(rows).as("final is final").hasSize(2);
  }

  @Test
  void aLateConversionGetsItsRowAtOnceWithTheTouchesStillHeld() {
    touch("gone", T - HOUR, EARLY);
    touch("held", T - 1, EARLY);
    conversion("o1", T, (T + HOUR / 2) / 1000);

    assertThat(notes).containsExactly(Note.CONVERSION_LATE);
    assertThat(last())
        .contains("\"click_id\":\"held\"")
        .contains("\"final\":true,\"late\":true")
        .contains("\"touch_count\":1");
  }

  @Test
  void whatComesAgainChangesNothing() {
    touch("c1", T - 1, EARLY);
    touch("c1", T - 1, EARLY);
    conversion("o1", T, EARLY);
    conversion("o1", T, EARLY);
    attributor.passed(history, at(T / 1000), out);
    conversion("o1", T, T / 1000);

    assertThat(rows).hasSize(2);
    assertThat(notes)
        .containsExactly(
            Note.TOUCH_DUPLICATE, Note.CONVERSION_DUPLICATE, Note.CONVERSION_DUPLICATE);
  }

  @Test
  void forgetsWhenNobodyInTimeCanAskAnyMore() {
    touch("c1", T, EARLY);
    conversion("o1", T, EARLY);
    assertThat(attributor.nextLook(history, at(EARLY))).isEqualTo(NextLook.atWatermark(T / 1000));

    attributor.passed(history, at((T + HOUR) / 1000 - 1), out);
    assertThat(history.touches()).hasSize(1);
    attributor.passed(history, at((T + HOUR) / 1000), out);
    assertThat(history.isEmpty()).isTrue();
    assertThat(attributor.nextLook(history, at(EARLY))).isEqualTo(NextLook.NEVER);
    touch("c0", T, (T + HOUR) / 1000);
    assertThat(notes).containsExactly(Note.TOUCH_LATE);
    assertThat(history.isEmpty()).isTrue();
  }

  @Test
  void holdsAsManyTouchesAsAreAllowedAndSaysSoWhenOneWent() {
    begin(rule, limits(4, 1000, 0));
    for (int i = 0; i < 4; i++) {
      touch("c" + i, T - 10 + i, EARLY);
    }
    conversion("o1", T, EARLY);
    assertThat(last()).contains("\"touch_count\":4").contains("\"touches_incomplete\":false");

    touch("c4", T - 6, EARLY);
    assertThat(notes).containsExactly(Note.TOUCH_LEFT_OUT);
    assertThat(history.touches()).extracting(Touch::id).containsExactly("c0", "c1", "c3", "c4");
    assertThat(last()).contains("\"touch_count\":4").contains("\"touches_incomplete\":true");
  }

  @Test
  void holdsAsManyConversionsAsAreAllowed() {
    begin(rule, limits(1000, 2, 0));
    conversion("o1", T, EARLY);
    conversion("o2", T, EARLY);
    assertThat(notes).isEmpty();
    conversion("o3", T, EARLY);
    assertThat(notes).containsExactly(Note.CONVERSION_LEFT_OUT);
    assertThat(last()).contains("\"o1\"", "\"final\":true");

    rows.clear();
    touch("c1", T, EARLY);
    assertThat(rows).hasSize(2).noneMatch(r -> r.contains("\"o1\""));
  }

  @Test
  void aListThatIsTooLongIsCutAndTheCreditsStayRight() {
    begin(rule("linear", "    touches_max: 3\n"), limits(1000, 1000, 0));
    for (int i = 0; i < 4; i++) {
      touch("c" + i, T - 10 + i, EARLY);
    }
    conversion("o1", T, EARLY);

    assertThat(last())
        .contains("\"touch_count\":4")
        .contains("{\"id\":\"c1\"")
        .doesNotContain("{\"id\":\"c2\"")
        .contains("\"touches_left_out\":1,\"credit_left_out\":0.250000");
  }

  /** All of yesterday comes behind the watermark: as if it were fresh, until the grace is over. */
  @Test
  void whatComesBehindTheWatermarkIsMatchedForAGrace() {
    begin(rule, limits(1000, 1000, 60_000));
    long now = T / 1000 + 86_400_000;
    touch("c2", T - 2, now);
    conversion("o1", T, now);
    assertThat(last()).contains("\"click_id\":\"c2\"").contains("\"final\":false,\"late\":true");

    millis = 59_999;
    touch("c1", T - HOUR, now);
    assertThat(last()).contains("\"click_id\":\"c1\"", "\"touch_count\":2", "\"final\":false");
    assertThat(attributor.nextLook(history, at(now)).millis()).isBetween(60_000L, 64_000L);
    millis = 60_000;
    attributor.passed(history, at(now), out);
    assertThat(last()).as("c2 is past its own grace, but stays in the row").contains("\"c2\"");
    assertThat(last()).contains("\"click_id\":\"c1\"", "\"touch_count\":2", "\"final\":true");

    conversion("o2", T, now);
    assertThat(last()).as("c2 is not there for others").contains("\"touch_count\":1");
    millis = 200_000;
    attributor.passed(history, at(now), out);
    assertThat(history.isEmpty()).isTrue();
    assertThat(attributor.nextLook(history, at(now))).isEqualTo(NextLook.NEVER);
  }

  /** A history is half loaded when the first event of today takes the watermark over all of it. */
  @Test
  void whatIsOldWhenItComesHasTheGraceThoughTheWatermarkPassesItLater() {
    begin(rule, limits(1000, 1000, 60_000));
    conversion("o1", T, EARLY);
    touch("c1", T - HOUR / 2, EARLY);
    rows.clear();
    long now = T / 1000 + 86_400_000;
    attributor.passed(history, at(now), out);
    assertThat(rows).as("not final yet").isEmpty();
    touch("c0", T - HOUR, now);
    assertThat(last()).contains("\"click_id\":\"c0\"", "\"final\":false,\"late\":false");
    conversion("o2", T, now);
    assertThat(last()).contains("\"click_id\":\"c0\"", "\"touch_count\":2", "\"late\":true");
  }

  @Test
  void whatComesTooFastForTheGraceIsCounted() {
    begin(rule, new AttributionLimits(1000, 1000, Duration.ofMinutes(1), 1));
    long now = T / 1000 + 86_400_000;
    conversion("o1", T, now);
    assertThat(last()).contains("\"final\":false");
    assertThat(notes).containsExactly(Note.CONVERSION_LATE);
    conversion("o2", T, now);
    assertThat(last()).contains("\"final\":true");
    touch("c1", T, now);
    assertThat(notes)
        .endsWith(Note.CONVERSION_GRACE_SHORT, Note.TOUCH_GRACE_SHORT, Note.TOUCH_LATE);
  }

  private String clickOf(long clickMicros) {
    history.touches().clear();
    history.conversions().clear();
    touch("c", clickMicros, EARLY);
    conversion("o", T, EARLY);
    return last().contains("\"click_id\":\"c\"") ? "c" : null;
  }

  private String last() {
    return rows.get(rows.size() - 1);
  }

  /** Another rule or other limits: nothing is held yet. */
  private void begin(Attribution rule, AttributionLimits limits) {
    attributor = new Attributor(rule, limits);
    this.rule = rule;
  }

  private static AttributionLimits limits(int touches, int conversions, long graceMillis) {
    return new AttributionLimits(touches, conversions, Duration.ofMillis(graceMillis), 1_000);
  }

  private Moment at(long watermark) {
    return new Moment(watermark, millis);
  }

  private void touch(String id, long time, long watermark) {
    String json = "{\"user\":1,\"id\":\"%s\",\"url\":\"/%s\"}".formatted(id, id);
    attributor.touch(history, side(false, "clicks", json, time), at(watermark), out);
  }

  private void conversion(String id, long time, long watermark) {
    String json = "{\"user\":1,\"id\":\"%s\",\"total\":12.50}".formatted(id);
    attributor.conversion(history, side(true, "orders", json, time), at(watermark), out);
  }

  private SideEvent side(boolean conversion, String source, String json, long time) {
    long received = time / 1000 + 60_000;
    Origin origin = new Origin(1, 2, 0, 0);
    return new EventSide(rule, conversion, 256)
        .read(new Event(origin, "e", source, "t", time, received, json.getBytes(UTF_8)));
  }

  static Attribution rule(String model, String more) {
    String yaml =
        """
        name: shop
        sources:
          clicks: {event: {fixed_type: click, time: /at}}
          orders: {event: {fixed_type: order, time: /at}}
        attribution:
          - name: orders
            touch: {source: clicks, id: /id}
            conversion: {source: orders, id: /id}
            on: {user: /user}
            model: %s
            columns:
              order_id: conversion id
              total: conversion /total
              click_id: touch id
              page: touch /url
              order_time: conversion time
              click_time: touch time
        """
            .formatted(model);
    return PipelineFile.parse(yaml + more).pipeline().attributions().get(0);
  }

  private static long micros(String iso) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(iso));
  }
}
