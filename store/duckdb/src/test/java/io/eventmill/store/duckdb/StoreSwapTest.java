package io.eventmill.store.duckdb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventmill.event.Dropped;
import io.eventmill.event.Event;
import io.eventmill.event.FailedEvent;
import io.eventmill.event.Origin;
import io.eventmill.event.Reason;
import io.eventmill.event.ResultRow;
import io.eventmill.event.Sender;
import io.eventmill.store.Accepted;
import io.eventmill.store.Batch;
import io.eventmill.store.LedgerCell.Kind;
import io.eventmill.store.OutcomeRow;
import io.eventmill.store.Position;
import io.eventmill.store.ResultQuery;
import io.eventmill.store.duckdb.SwapScope.Result;
import io.eventmill.store.duckdb.SwapScope.SourceTopics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A log of raw records, of which a store has taken some by old rules and a batch some by new ones.
 * After the swap the loaders' loop is played to the end: each record must be there once, by the
 * rules that a plain loop says.
 */
class StoreSwapTest {
  static final UUID RAW = new UUID(7, 8);
  private static final int PARTITIONS = 2;
  private static final SourceTopics WEB =
      new SourceTopics("web", "raw", "enriched", "failed", "dropped");
  private static final SwapScope SCOPE =
      new SwapScope(List.of(WEB), List.of(new Result("kinds", "v", 10)));

  @TempDir Path folder;

  /** What a record becomes by some rules: 0 an event, 1 a failed one, 2 a dropped one. */
  static int fate(int rules, int partition, long offset) {
    return new Random(rules * 1_000_003L + partition * 10_007L + offset).nextInt(12) % 3;
  }

  @RepeatedTest(8)
  void eachRecordIsThereOnceWhateverWasTakenBefore(RepetitionInfo info) throws Exception {
    Random random = new Random(info.getCurrentRepetition());
    long[] ends = {60 + random.nextInt(60), 60 + random.nextInt(60)};
    long[] covered = {1 + random.nextInt(60), 1 + random.nextInt(60)};
    List<Map<String, Integer>> taken = new ArrayList<>();
    try (DuckDbStore live = open("live")) {
      for (int p = 0; p < PARTITIONS; p++) {
        Map<String, Integer> of = new HashMap<>();
        for (String topic : WEB.written()) {
          List<Long> log = topicLog(topic, p, ends[p]);
          int most = random.nextInt(log.size() + 1);
          of.put(topic, load(live, topic, p, log, 0, most));
        }
        accept(live, p, 0, ends[p]);
        taken.add(of);
      }
    }
    try (DuckDbStore batch = open("batch")) {
      for (int p = 0; p < PARTITIONS; p++) {
        write(batch, "batch", 2, p, offsets(0, covered[p]), Map.of(), Map.of());
      }
    }

    swap();

    try (DuckDbStore live = open("live")) {
      for (int p = 0; p < PARTITIONS; p++) {
        for (String topic : WEB.written()) {
          Position stands = live.writer().positions(topic).get(p);
          List<Long> log = topicLog(topic, p, ends[p]);
          int from = stands.topicId().equals(topicId(topic)) ? (int) stands.nextOffset() : 0;
          assertThat(from).isEqualTo(taken.get(p).get(topic));
          load(live, topic, p, log, from, log.size());
        }
        List<OutcomeRow> rows = live.ledger().outcomes(RAW, p, 0, ends[p]);
        assertThat(rows.stream().map(OutcomeRow::offset)).isEqualTo(offsets(0, ends[p]));
        for (OutcomeRow row : rows) {
          int rules = row.offset() < covered[p] ? 2 : 1;
          assertThat(row.kind())
              .isEqualTo(
                  List.of(Kind.STORED, Kind.FAILED, Kind.DUPLICATE)
                      .get(fate(rules, p, row.offset())));
        }
      }
    }
    Path kept = folder.resolve("replaced/events.duckdb");
    assertThat(kept).exists();
    assertThat(folder.resolve("staging")).doesNotExist();
  }

  @Test
  void whatWasAcceptedBeforeTheStoreBeganIsAddedToTheLedger() throws Exception {
    try (DuckDbStore live = open("live")) {
      List<Long> log = topicLog("enriched", 0, 50);
      int begun = (int) log.stream().filter(o -> o < 20).count();
      Map<Integer, Position> at = Map.of(0, new Position(topicId("raw"), 20, null));
      live.writer().write(new Batch("raw", List.of(), List.of(), Map.of(), at));
      accept(live, 0, 20, 50);
      assertThat(begun).isPositive();
    }
    try (DuckDbStore batch = open("batch")) {
      write(batch, "batch", 2, 0, offsets(0, 50), Map.of(), Map.of());
    }

    swap();

    try (DuckDbStore live = open("live")) {
      Map<Kind, Long> records = new TreeMap<>();
      live.ledger()
          .snapshot(new io.eventmill.store.LedgerRange(null, 0, Long.MAX_VALUE / 60_000_000))
          .cells()
          .forEach(c -> records.merge(c.kind(), c.records(), Long::sum));
      assertThat(records.get(Kind.ACCEPTED)).isEqualTo(50);
      assertThat(records.get(Kind.STORED) + records.get(Kind.FAILED) + records.get(Kind.DUPLICATE))
          .isEqualTo(50);
    }
  }

  @Test
  void rowsOfResultsAreTheBatchsUpToTheFirstEventThatItLacks() throws Exception {
    long first = 0; // the first stored event that the batch lacks: its offset is its time
    try (DuckDbStore live = open("live")) {
      write(live, "enriched", 1, 0, offsets(0, 100), Map.of(), Map.of());
      accept(live, 0, 0, 100);
      for (long o = 99; o >= 40; o--) {
        first = fate(1, 0, o) == 0 ? o : first;
      }
      live.writer().write(rows("live", 0, 10, 20, 30, 40, 50, 90));
    }
    try (DuckDbStore batch = open("batch")) {
      write(batch, "batch", 2, 0, offsets(0, 40), Map.of(), Map.of());
      batch.writer().write(rows("batch", 0, 10, 30, 40));
    }

    swap();

    try (DuckDbStore live = open("live")) {
      Map<Long, String> found = new TreeMap<>();
      live.results()
          .find(new ResultQuery("kinds", "v", null, null, List.of(), 100, null, true))
          .rows()
          .forEach(r -> found.put(r.timeMicros(), new String(r.json(), UTF_8)));
      Map<Long, String> expected = new TreeMap<>();
      for (long time : new long[] {0, 10, 30, 40}) {
        expected.put(time, "{\"by\":\"batch\"}");
      }
      expected.keySet().removeIf(new WindowsFrom(first)::isReached);
      for (long time : new long[] {0, 10, 20, 30, 40, 50, 90}) {
        if (new WindowsFrom(first).isReached(time)) {
          expected.put(time, "{\"by\":\"live\"}");
        }
      }
      assertThat(found).isEqualTo(expected).containsValue("{\"by\":\"live\"}");
    }
  }

  private record WindowsFrom(long first) {
    boolean isReached(long time) {
      return time + 10 > first;
    }
  }

  @Test
  void aBatchThatLacksARecordIsRefusedAndNothingChanges() throws Exception {
    try (DuckDbStore live = open("live")) {
      write(live, "enriched", 1, 0, offsets(0, 30), Map.of(), Map.of());
      accept(live, 0, 0, 30);
    }
    byte[] before = Files.readAllBytes(folder.resolve("live/events.duckdb"));
    try (DuckDbStore batch = open("batch")) {
      List<Long> some = new ArrayList<>(offsets(0, 30));
      some.remove(17);
      write(batch, "batch", 2, 0, some, Map.of(), Map.of());
    }

    assertThatThrownBy(this::swap)
        .isInstanceOf(SwapRefusedException.class)
        .hasMessageContaining("29 outcomes of 30 raw records of web, partition 0");
    assertThat(Files.readAllBytes(folder.resolve("live/events.duckdb"))).isEqualTo(before);
    assertThat(folder.resolve("replaced")).doesNotExist();
  }

  @Test
  void aStoreThatHasTakenNothingOfTheSourceIsRefused() throws Exception {
    open("live").close();
    try (DuckDbStore batch = open("batch")) {
      write(batch, "batch", 2, 0, offsets(0, 3), Map.of(), Map.of());
    }

    assertThatThrownBy(this::swap)
        .isInstanceOf(SwapRefusedException.class)
        .hasMessageContaining("the store has taken nothing of raw, partition 0");
  }

  @Test
  void aLakeThatBeginsBehindWhatTheStoreHasNotTakenIsRefused() throws Exception {
    try (DuckDbStore live = open("live")) {
      write(live, "enriched", 1, 0, offsets(0, 7), Map.of(), Map.of());
      accept(live, 0, 0, 30);
    }
    try (DuckDbStore batch = open("batch")) {
      write(batch, "batch", 2, 0, offsets(10, 30), Map.of(), Map.of());
    }

    assertThatThrownBy(this::swap)
        .isInstanceOf(SwapRefusedException.class)
        .hasMessageContaining("the lake begins at offset 10 of web, partition 0");
  }

  private Map<String, Long> swap() throws Exception {
    return swap(folder);
  }

  static Map<String, Long> swap(Path folder) throws Exception {
    return new StoreSwap(
            DuckDbConfig.in(folder.resolve("live")),
            folder.resolve("batch"),
            folder.resolve("staging"),
            SCOPE)
        .into(folder.resolve("replaced"));
  }

  private DuckDbStore open(String name) {
    return DuckDbStore.open(DuckDbConfig.in(folder.resolve(name)));
  }

  static List<Long> offsets(long from, long to) {
    List<Long> offsets = new ArrayList<>();
    for (long o = from; o < to; o++) {
      offsets.add(o);
    }
    return offsets;
  }

  /** The raw offsets whose outcome by the old rules stands on the topic. */
  private static List<Long> topicLog(String topic, int partition, long end) {
    int fate = WEB.written().indexOf(topic);
    return offsets(0, end).stream().filter(o -> fate(1, partition, o) == fate).toList();
  }

  private static UUID topicId(String topic) {
    return topic.equals("raw") ? RAW : new UUID(1, topic.hashCode());
  }

  private static Origin origin(int partition, long offset) {
    return new Origin(
        RAW.getMostSignificantBits(), RAW.getLeastSignificantBits(), partition, offset);
  }

  /** As a loader: drops what is at or below the highest origin taken. */
  private static int load(
      DuckDbStore store, String topic, int p, List<Long> log, int from, int to) {
    Position stands = store.writer().positions(topic).get(p);
    Origin highest = stands == null ? null : stands.highestOrigin();
    List<Long> fresh = new ArrayList<>();
    for (int i = from; i < to; i++) {
      if (highest == null || log.get(i) > highest.offset()) {
        fresh.add(log.get(i));
        highest = origin(p, log.get(i));
      }
    }
    if (to > from) {
      write(
          store,
          topic,
          1,
          p,
          fresh,
          stands == null ? Map.of() : Map.of(p, stands),
          Map.of(p, new Position(topicId(topic), to, highest)));
    }
    return to;
  }

  static void write(
      DuckDbStore store,
      String topic,
      int rules,
      int p,
      List<Long> offsets,
      Map<Integer, Position> before,
      Map<Integer, Position> after) {
    List<Event> events = new ArrayList<>();
    List<FailedEvent> failed = new ArrayList<>();
    List<Dropped> dropped = new ArrayList<>();
    for (long o : offsets) {
      String id = "e" + p + "-" + o;
      switch (fate(rules, p, o)) {
        case 0 -> {
          String json = "{\"n\":%d,\"rules\":%d,\"by%d\":true}".formatted(o, rules, rules);
          events.add(new Event(origin(p, o), id, "web", "t", o, o * 100, json.getBytes(UTF_8)));
        }
        case 1 ->
            failed.add(
                new FailedEvent(
                    origin(p, o),
                    id,
                    "web",
                    "process",
                    Reason.TIME_MISSING,
                    "rules " + rules,
                    null,
                    null,
                    o * 100,
                    1,
                    Sender.UNKNOWN,
                    new byte[] {1}));
        default ->
            dropped.add(new Dropped(origin(p, o), id, "web", o * 100, Dropped.Cause.DUPLICATE));
      }
    }
    store.writer().write(new Batch(topic, events, failed, dropped, List.of(), before, after));
  }

  static void accept(DuckDbStore store, int p, long from, long to) {
    List<Accepted> accepted = new ArrayList<>();
    for (long o = from; o < to; o++) {
      accepted.add(new Accepted(origin(p, o), "web", o * 100, null));
    }
    Position stands = store.writer().positions("raw").get(p);
    store
        .writer()
        .write(
            new Batch(
                "raw",
                List.of(),
                List.of(),
                List.of(),
                accepted,
                stands == null ? Map.of() : Map.of(p, stands),
                Map.of(p, new Position(RAW, to, null))));
  }

  private static Batch rows(String by, long... times) {
    List<ResultRow> rows = new ArrayList<>();
    for (long time : times) {
      String json = "{\"by\":\"%s\"}".formatted(by);
      rows.add(new ResultRow("kinds", "v", "w" + time, time, json.getBytes(UTF_8)));
    }
    return Batch.ofRows("kinds", rows, Map.of(), Map.of());
  }
}
