package io.eventmill.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.event.Dropped;
import io.eventmill.event.Dropped.Cause;
import io.eventmill.event.Event;
import io.eventmill.event.FailedEvent;
import io.eventmill.event.Origin;
import io.eventmill.event.Outcome;
import io.eventmill.event.Reason;
import io.eventmill.event.Sender;
import io.eventmill.store.Accepted;
import io.eventmill.store.LedgerCell;
import io.eventmill.store.LedgerCell.Kind;
import io.eventmill.store.LedgerRange;
import io.eventmill.store.LedgerReader.Snapshot;
import io.eventmill.store.OutcomeRow;
import io.eventmill.store.StoredOutcome;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a store says of its own rows, compared with a plain loop over what was written. */
interface LedgerContract extends StoreUnderTest {
  UUID RAW_ID = new UUID(-5, 6);
  long START = 1_795_000_000_000L;

  @Test
  default void countsRawRecordsAndRowsByMinute() {
    Random random = new Random(51);
    List<Accepted> accepted = new ArrayList<>();
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      Origin origin = origin(random.nextInt(3), i < 1_990 ? i : 4_000_000_000_000_000L + i);
      String source = random.nextInt(5) > 0 ? "web" : "app";
      long received = START + random.nextInt(600_000);
      Origin replayOf = random.nextInt(9) == 0 ? origin(0, 9_000_000 + i) : null;
      accepted.add(new Accepted(origin, source, received, replayOf));
      outcomes.add(outcome(origin, "id-" + i, source, received, random.nextInt(6)));
    }
    writeOutcomes(outcomes.subList(0, 700));
    writeLedger(accepted.subList(0, 1_200), dropped(outcomes.subList(0, 700)));
    writeOutcomes(outcomes.subList(700, 2_000));
    writeLedger(accepted.subList(1_200, 2_000), dropped(outcomes.subList(700, 2_000)));
    reopen();

    long minute = START / 60_000;
    for (LedgerRange range :
        List.of(
            new LedgerRange(null, 0, Long.MAX_VALUE),
            new LedgerRange("web", minute + 2, minute + 5),
            new LedgerRange("nobody", 0, Long.MAX_VALUE))) {
      assertThat(byKey(store().ledger().snapshot(range).cells()))
          .as("%s", range)
          .isEqualTo(expected(accepted, outcomes, range));
    }
  }

  @Test
  default void tellsItsPositionsWithTheCells() {
    write(SampleEvents.web(10, 52));
    Snapshot snapshot = store().ledger().snapshot(new LedgerRange(null, 0, Long.MAX_VALUE));

    assertThat(snapshot.positions()).isEqualTo(Map.of(TOPIC, store().writer().positions(TOPIC)));
  }

  @Test
  default void listsWhatCameOfAPartOfARawPartitionADoubledRowTwice() {
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      outcomes.add(outcome(origin(i % 2, i), "id-" + i, "web", START, i % 6));
    }
    outcomes.add(outcome(origin(0, 8), "id-8", "web", START, 5));
    writeOutcomes(outcomes);
    writeLedger(List.of(), dropped(outcomes));

    List<OutcomeRow> found = store().ledger().outcomes(RAW_ID, 0, 4, 12);

    assertThat(found)
        .containsExactly(
            new OutcomeRow(4, "id-4", kind(outcomes.get(4))),
            new OutcomeRow(6, "id-6", kind(outcomes.get(6))),
            new OutcomeRow(8, "id-8", kind(outcomes.get(8))),
            new OutcomeRow(8, "id-8", Kind.STORED),
            new OutcomeRow(10, "id-10", kind(outcomes.get(10))));
    assertThat(store().ledger().outcomes(new UUID(1, 1), 0, 0, 100)).isEmpty();
  }

  @Test
  default void tellsAllThatCameOfAnId() {
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      outcomes.add(outcome(origin(0, i), "the one", "web", START + 12 - i, i % 6));
    }
    outcomes.add(outcome(origin(0, 99), "another", "web", START, 0));
    writeOutcomes(outcomes);
    writeLedger(List.of(), dropped(outcomes));

    List<StoredOutcome> found = store().ledger().outcomes("the one", 100);

    List<Outcome> expected =
        outcomes.subList(0, 12).stream()
            .sorted(Comparator.comparingLong(Outcome::receivedMillis))
            .toList();
    assertThat(found.stream().map(StoredOutcome::outcome).toList())
        .usingRecursiveComparison()
        .isEqualTo(expected);
    assertThat(store().ledger().outcomes("the one", 5)).hasSize(5);
    assertThat(store().ledger().outcomes("no such id", 5)).isEmpty();
  }

  private void writeOutcomes(List<Outcome> outcomes) {
    write(outcomes.stream().filter(Event.class::isInstance).map(Event.class::cast).toList());
    writeFailed(
        outcomes.stream()
            .filter(FailedEvent.class::isInstance)
            .map(FailedEvent.class::cast)
            .toList());
  }

  private static List<Dropped> dropped(List<Outcome> outcomes) {
    return outcomes.stream().filter(Dropped.class::isInstance).map(Dropped.class::cast).toList();
  }

  private static Origin origin(int partition, long offset) {
    return new Origin(
        RAW_ID.getMostSignificantBits(), RAW_ID.getLeastSignificantBits(), partition, offset);
  }

  private static Outcome outcome(Origin origin, String id, String source, long received, int n) {
    return switch (n) {
      case 0 ->
          new FailedEvent(
              origin,
              id,
              source,
              "process",
              Reason.NOT_JSON,
              "It is none.",
              null,
              null,
              received,
              1,
              Sender.UNKNOWN,
              new byte[0]);
      case 1 -> new Dropped(origin, id, source, received, Cause.DUPLICATE);
      case 2 -> new Dropped(origin, id, source, received, Cause.FILTERED);
      default ->
          new Event(origin, id, source, "view", received * 1_000, received, new byte[] {'{', '}'});
    };
  }

  private static Kind kind(Outcome outcome) {
    if (outcome instanceof Dropped dropped) {
      return dropped.cause() == Cause.DUPLICATE ? Kind.DUPLICATE : Kind.FILTERED;
    }
    return outcome instanceof Event ? Kind.STORED : Kind.FAILED;
  }

  private static Map<String, LedgerCell> expected(
      List<Accepted> accepted, List<Outcome> outcomes, LedgerRange range) {
    Map<String, LedgerCell> cells = new TreeMap<>();
    for (Accepted a : accepted) {
      Kind kind = a.replayOf() == null ? Kind.ACCEPTED : Kind.REPLAYED;
      add(cells, range, a.source(), a.receivedMillis(), a.origin(), kind);
    }
    outcomes.forEach(o -> add(cells, range, o.source(), o.receivedMillis(), o.origin(), kind(o)));
    return cells;
  }

  private static void add(
      Map<String, LedgerCell> cells,
      LedgerRange range,
      String source,
      long received,
      Origin origin,
      Kind kind) {
    long minute = received / 60_000;
    if (minute < range.fromMinute()
        || minute >= range.toMinute()
        || (range.source() != null && !range.source().equals(source))) {
      return;
    }
    BigInteger offset = BigInteger.valueOf(origin.offset());
    LedgerCell one =
        new LedgerCell(
            source,
            minute,
            RAW_ID,
            origin.partition(),
            kind,
            1,
            offset,
            offset.multiply(offset),
            origin.offset(),
            origin.offset());
    cells.merge(
        key(one),
        one,
        (x, y) ->
            new LedgerCell(
                source,
                minute,
                RAW_ID,
                origin.partition(),
                kind,
                x.records() + 1,
                x.offsets().add(y.offsets()),
                x.squares().add(y.squares()),
                Math.min(x.firstOffset(), y.firstOffset()),
                Math.max(x.lastOffset(), y.lastOffset())));
  }

  private static Map<String, LedgerCell> byKey(List<LedgerCell> cells) {
    Map<String, LedgerCell> byKey = new TreeMap<>();
    cells.forEach(c -> assertThat(byKey.put(key(c), c)).as("%s stands twice", c).isNull());
    return byKey;
  }

  private static String key(LedgerCell c) {
    return c.source() + " " + c.minute() + " " + c.partition() + " " + c.kind();
  }
}
