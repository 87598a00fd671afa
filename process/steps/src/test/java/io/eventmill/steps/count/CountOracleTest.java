package io.eventmill.steps.count;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.eventmill.event.Event;
import io.eventmill.event.Origin;
import io.eventmill.pipeline.Count;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Thousands of histories with crashes, against a plain loop over all events. */
class CountOracleTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long SECOND = 1_000_000;
  private static final String[] TYPES = {"a", "b", "Session Start", "", "5"};
  private static final Count COUNT = CountedFieldsTest.count(Map.of(), "/type");

  @Test
  void rowsAreThoseOfAPlainLoopWhateverCrashes() {
    int lateRows = 0;
    int crashes = 0;
    for (int seed = 0; seed < 3_000; seed++) {
      Random random = new Random(seed);
      Windows windows = windows(random);
      List<List<Event>> log = history(random, 60);

      SimulatedJob job = job(windows, log, random, false);
      job.run(random.nextInt(3) * 0.02);

      Map<String, String> expected = plainLoop(windows, log);
      assertThat(job.written).as("history %d", seed).isEqualTo(expected);
      lateRows += (int) expected.values().stream().filter(r -> r.contains("\"late\"")).count();
      crashes += job.crashes;
    }
    assertThat(lateRows).isGreaterThan(1_000);
    assertThat(crashes).isGreaterThan(1_000);
  }

  @Test
  void sumsAreThoseOfAPlainLoopAlsoWhenQuietPartitionsAreNotWaitedFor() throws Exception {
    int ownRows = 0;
    for (int seed = 0; seed < 3_000; seed++) {
      Random random = new Random(seed);
      Windows windows = windows(random);
      List<List<Event>> log = history(random, 60);

      SimulatedJob job = job(windows, log, random, true);
      job.run(random.nextInt(3) * 0.02);

      assertThat(sums(job.written.values()))
          .as("history %d", seed)
          .isEqualTo(sums(plainLoop(windows, log).values()));
      ownRows += job.written.equals(plainLoop(windows, log)) ? 0 : 1;
    }
    assertThat(ownRows).as("histories in which a closed window got an event").isGreaterThan(50);
  }

  @Test
  void theSameEventsInAnotherOrderWithinTheLatenessGiveTheSameRows() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      Windows windows = new Windows(10 * SECOND, 60 * SECOND);
      List<Event> inOrder = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        inOrder.add(event(0, i, i * SECOND, i * 1_000, TYPES[random.nextInt(TYPES.length)]));
      }
      List<Event> shuffled = new ArrayList<>();
      for (int from = 0; from < 100; from += 50) { // no event comes more than 50 s late
        List<Event> part = new ArrayList<>(inOrder.subList(from, from + 50));
        Collections.shuffle(part, random);
        shuffled.addAll(part);
      }

      SimulatedJob one = job(windows, List.of(inOrder), random, false);
      one.run(0);
      SimulatedJob other = job(windows, List.of(renumbered(shuffled)), random, false);
      other.run(0.02);

      assertThat(other.written).isEqualTo(one.written);
      assertThat(one.written.toString()).doesNotContain("late");
    }
  }

  @Test
  void holdsTotalsOfOpenWindowsOnly() {
    Random random = new Random(1);
    Windows windows = new Windows(SECOND, 5 * SECOND);
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < 50_000; i++) {
      events.add(event(0, i, i * SECOND / 10, i * 100L, TYPES[random.nextInt(TYPES.length)]));
    }
    List<List<Event>> log = List.of(events, List.of()); // nothing ever comes from the second

    SimulatedJob waiting = job(windows, log, random, false);
    waiting.run(0);
    assertThat(waiting.mostTotals).isGreaterThan(20_000);

    SimulatedJob bounded = job(windows, List.of(events), random, false);
    bounded.run(0);
    assertThat(bounded.mostTotals).isLessThan(500);
    assertThat(sums(bounded.written.values())).isEqualTo(sums(waiting.written.values()));
  }

  private static SimulatedJob job(
      Windows windows, List<List<Event>> log, Random random, boolean quiet) {
    return new SimulatedJob(
        windows, log, new CountedFields(COUNT, 100), new CountRows(COUNT), random, quiet);
  }

  private static Windows windows(Random random) {
    return new Windows((1 + random.nextInt(10)) * SECOND, random.nextInt(4) * 5 * SECOND);
  }

  /**
   * One to three partitions whose clocks run apart, with late, too late, tied and future events.
   */
  private static List<List<Event>> history(Random random, int most) {
    List<List<Event>> log = new ArrayList<>();
    for (int p = 1 + random.nextInt(3); p > 0; p--) {
      List<Event> events = new ArrayList<>();
      long now = (random.nextInt(40) - 20) * SECOND;
      for (int i = random.nextInt(most); i > 0; i--) {
        now += random.nextInt(4) * SECOND;
        long time =
            switch (random.nextInt(8)) {
              case 0 -> now - random.nextInt(40) * SECOND;
              case 1 -> now + random.nextInt(1_000) * SECOND;
              case 2 -> now - random.nextInt(40_000_000);
              default -> now;
            };
        String type = TYPES[random.nextInt(TYPES.length)];
        events.add(event(log.size(), events.size(), time, now / 1_000, type));
      }
      log.add(events);
    }
    return log;
  }

  private static List<Event> renumbered(List<Event> events) {
    List<Event> all = new ArrayList<>();
    for (Event e : events) {
      Origin origin = new Origin(1, 2, 0, all.size());
      all.add(
          new Event(origin, e.id(), "m", e.type(), e.timeMicros(), e.receivedMillis(), e.json()));
    }
    return all;
  }

  private static Event event(int partition, int offset, long micros, long received, String type) {
    Object value = type.equals("5") ? Integer.valueOf(5) : type;
    try {
      byte[] json = JSON.writeValueAsBytes(Map.of("type", value));
      Origin origin = new Origin(1, 2, partition, offset);
      return new Event(origin, "e", "m", type + "x", micros, received, json);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The meaning, written down once more without any of the parts. */
  private static Map<String, String> plainLoop(Windows windows, List<List<Event>> log) {
    Map<String, Integer> totals = new TreeMap<>();
    Map<String, String> heads = new HashMap<>();
    Map<String, String> rows = new HashMap<>();
    for (List<Event> partition : log) {
      for (int i = 0; i < partition.size(); i++) {
        Event event = partition.get(i);
        long start = Math.floorDiv(event.timeMicros(), windows.every()) * windows.every();
        String type = event.type().substring(0, event.type().length() - 1);
        String value = type.equals("5") ? "5" : "\"" + type + "\"";
        boolean plain = !type.isEmpty() && !type.equals("5");
        String id = start / SECOND + (plain ? type : "[" + value + "]");
        boolean late = false;
        for (Event before : partition.subList(0, i)) {
          long clock = Math.min(before.timeMicros(), before.receivedMillis() * 1_000 + SECOND);
          late |= clock > start + windows.every() + windows.lateness();
        }
        String rowId = (late ? id + "@" + event.origin().asId() : id).replace("\"", "\\\"");
        String head =
            "{\"id\":\"%s\",\"window_start_time\":%d,\"type\":%s,\"count\":"
                .formatted(rowId, start / SECOND, value);
        if (late) {
          rows.put(id + "@" + event.origin().asId(), head + "1,\"late\":true}");
        } else {
          totals.merge(id, 1, Integer::sum);
          heads.put(id, head);
        }
      }
    }
    totals.forEach((id, total) -> rows.put(id, heads.get(id) + total + "}"));
    return rows;
  }

  private static Map<String, Long> sums(Iterable<String> rows) {
    Map<String, Long> sums = new TreeMap<>();
    for (String row : rows) {
      try {
        JsonNode json = JSON.readTree(row.getBytes(UTF_8));
        String key = json.get("window_start_time") + " " + json.get("type");
        sums.merge(key, json.get("count").longValue(), Long::sum);
      } catch (java.io.IOException e) {
        throw new IllegalStateException(e);
      }
    }
    return sums;
  }
}
