package io.eventmill.simulate.mobile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.eventmill.simulate.EventSink;
import io.eventmill.simulate.FakeTicker;
import io.eventmill.simulate.door.Collector;
import io.eventmill.simulate.door.Collector.Reply;
import io.eventmill.simulate.door.DoorClient;
import io.eventmill.simulate.door.DoorReport;
import io.eventmill.simulate.door.DoorSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class MobileSimulationTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant START = Instant.parse("2026-11-21T10:00:00.250Z");
  private static final long SECOND = START.getEpochSecond();

  private final FakeTicker time = new FakeTicker(START);
  private final List<String> complaints = new ArrayList<>();
  @TempDir private Path folder;

  @Test
  void sendsTheThreeLinesOncePerSecondWithTheTimeOfSending() throws Exception {
    Recorded sink = new Recorded();

    MobileReport report = run(MobileSettings.defaults().withTicks(3), sink);

    assertThat(report).isEqualTo(new MobileReport(3, 9, 0));
    assertThat(sink.text("event_type").subList(0, 3))
        .containsExactly("session_start", "session_end", "link_clicked");
    assertThat(sink.events.stream().map(e -> e.get("ts").asLong() - SECOND))
        .containsExactly(0L, 0L, 0L, 1L, 1L, 1L, 2L, 2L, 2L);
    assertThat(sink.events.get(0).at("/params/platform").asText()).isEqualTo("android");
    assertThat(sink.numbers).containsExactly(1L, 2L, 3L, 1L, 2L, 3L, 1L, 2L, 3L);
  }

  @Test
  void takesLinesAsPeopleWriteThemAndKeepsWhatTheySay() throws Exception {
    Path file =
        file(
            """
            {'event_type':'it\\'s','n':1.50,ts:'old','params':{"deep":[1,{'ts':7}],big:12345678901234567890}}

            {event_type: "b", /* said twice */ "flag": true, "none": null,}
            """);
    Recorded sink = new Recorded();

    run(MobileSettings.defaults().withFile(file).withTicks(1), sink);

    assertThat(sink.texts)
        .containsExactly(
            "{\"event_type\":\"it's\",\"n\":1.50,\"params\":{\"deep\":[1,{\"ts\":7}],"
                + "\"big\":12345678901234567890},\"ts\":"
                + SECOND
                + "}",
            "{\"event_type\":\"b\",\"flag\":true,\"none\":null,\"ts\":" + SECOND + "}");
    assertThat(complaints).isEmpty();
  }

  @Test
  void namesEachBadLineOnceAndSendsTheRest() throws Exception {
    Path file =
        file(
            "{\"event_type\":\"a\"}\n[1]\n{'a':\n{'a':1} {'b':2}\n"
                + "{'a':1,'a':2}\n"
                + "x".repeat(100)
                + "\n{\"event_type\":\"z\"}\n");
    Recorded sink = new Recorded();

    MobileReport report =
        run(MobileSettings.defaults().withFile(file).withTicks(2).withLineBytes(64), sink);

    assertThat(report).isEqualTo(new MobileReport(2, 4, 10));
    assertThat(sink.text("event_type")).containsExactly("a", "z", "a", "z");
    assertThat(complaints)
        .satisfiesExactly(
            c -> assertThat(c).isEqualTo(file + ", line 2: expected one JSON object in the line"),
            c -> assertThat(c).startsWith(file + ", line 3: not JSON: "),
            c -> assertThat(c).contains("line 4: something stands behind the object, in column 9"),
            c -> assertThat(c).contains("line 5:").contains("uplicate"),
            c -> assertThat(c).contains("line 6: has 100 bytes; the limit is 64"));
  }

  @Test
  void readsTheFileAnewAtEachTick() throws Exception {
    Path file = file("{\"event_type\":\"old\"}\n");
    Recorded sink =
        new Recorded() {
          @Override
          public void flush() {
            write(file, texts.size() == 1 ? "{\"event_type\":\"new\"}\nbad\n" : "bad\n");
          }
        };

    run(MobileSettings.defaults().withFile(file).withTicks(3), sink);

    assertThat(sink.text("event_type")).containsExactly("old", "new");
    assertThat(complaints).hasSize(2); // another file, another complaint
  }

  @Test
  void aFileThatGoesAwayIsTriedAgain() throws Exception {
    Path file = file("{\"event_type\":\"a\"}\n");
    AtomicInteger flushes = new AtomicInteger();
    Recorded sink =
        new Recorded() {
          @Override
          public void flush() {
            if (flushes.incrementAndGet() == 1) {
              delete(file);
            } else if (flushes.get() == 3) {
              write(file, "{\"event_type\":\"b\"}\n");
            }
          }
        };

    MobileReport report = run(MobileSettings.defaults().withFile(file).withTicks(4), sink);

    assertThat(report.events()).isEqualTo(2);
    assertThat(complaints)
        .containsExactly(file + ": there is no such file; trying again at each tick");
  }

  @Test
  void keepsThePaceAndDoesNotMakeUpForTicksThatItMissed() throws Exception {
    Recorded sink =
        new Recorded() {
          @Override
          public void put(long number, byte[] bytes, int from, int to) {
            super.put(number, bytes, from, to);
            time.pass(texts.size() == 4 ? Duration.ofSeconds(10) : Duration.ofMillis(50));
          }
        };

    run(MobileSettings.defaults().withTicks(4), sink);

    assertThat(sink.events.stream().map(e -> e.get("ts").asLong() - SECOND).distinct())
        .containsExactly(0L, 1L, 11L, 12L);
  }

  @Test
  void endsAfterItsTimeAndWhenAskedTo() throws Exception {
    MobileReport report =
        run(
            MobileSettings.defaults()
                .withEvery(Duration.ofMillis(100))
                .withDuration(Duration.ofSeconds(1)),
            new Recorded());
    assertThat(report.ticks()).isEqualTo(10);

    MobileSimulation endless =
        new MobileSimulation(
            MobileSettings.defaults(), time.clock(), time, complaint -> complaints.add(complaint));
    endless.run(
        new Recorded() {
          @Override
          public void put(long number, byte[] bytes, int from, int to) {
            endless.stop();
          }
        });
    assertThat(endless.events()).isEqualTo(1);
  }

  @Test
  void refusesSettingsThatCannotBe() {
    assertThatThrownBy(() -> MobileSettings.defaults().withEvery(Duration.ZERO))
        .hasMessageContaining("--every: give 1ms or more");
    assertThatThrownBy(() -> MobileSettings.defaults().withTicks(-1)).hasMessageContaining("-1");
    assertThatThrownBy(() -> MobileSettings.defaults().withLineBytes(63))
        .hasMessageContaining("63");
  }

  /** No request is answered before another is under way; the first four are never answered. */
  @Test
  void sendsSideBySideAndSurvivesAServerThatIsAway() throws Exception {
    CountDownLatch two = new CountDownLatch(2);
    AtomicInteger seen = new AtomicInteger();
    try (Collector collector =
            new Collector(
                request -> {
                  two.countDown();
                  await(two); // answered only when another is under way
                  return seen.incrementAndGet() <= 4 ? Reply.DROPPED : Reply.KEPT;
                });
        DoorClient door =
            DoorClient.open(
                DoorSettings.of(collector.uri(), "mobile")
                    .withInFlight(10)
                    .withBatching(new DoorSettings.Batching(1, 1024, 10)))) {
      run(MobileSettings.defaults().withTicks(20), door);
      DoorReport report = door.finish();

      assertThat(report.kept()).isEqualTo(60);
      assertThat(report.repeats()).isGreaterThanOrEqualTo(4);
      assertThat(collector.kept()).hasSize(60);
      assertThat(collector.requests()).allMatch(r -> r.path().equals("/collect/mobile"));
    }
  }

  private MobileReport run(MobileSettings settings, EventSink sink) throws Exception {
    return new MobileSimulation(settings, time.clock(), time, complaints::add).run(sink);
  }

  private Path file(String content) {
    return write(folder.resolve("lines.txt"), content);
  }

  private Path write(Path file, String content) {
    try {
      Files.writeString(file, content);
      Files.setLastModifiedTime(file, FileTime.from(time.clock().instant()));
      return file;
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static class Recorded implements EventSink {
    final List<String> texts = new ArrayList<>();
    final List<JsonNode> events = new ArrayList<>();
    final List<Long> numbers = new ArrayList<>();

    @Override
    public void put(long number, byte[] bytes, int from, int to) {
      try {
        String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        texts.add(text);
        events.add(JSON.readTree(text));
        numbers.add(number);
      } catch (java.io.IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }

    @Override
    public void flush() {}

    List<String> text(String field) {
      return events.stream().map(e -> e.get(field).asText()).toList();
    }
  }
}
