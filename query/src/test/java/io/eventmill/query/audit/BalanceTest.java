package io.eventmill.query.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.store.LedgerCell;
import io.eventmill.store.LedgerCell.Kind;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The equation over made-up histories, beside a plain loop over each record. */
class BalanceTest {
  private static final UUID TOPIC = new UUID(1, 2);
  private static final Kind[] OUTCOMES = {
    Kind.STORED, Kind.STORED, Kind.STORED, Kind.FAILED, Kind.DUPLICATE, Kind.FILTERED
  };

  private final Map<String, LedgerCell> cells = new HashMap<>();

  @Test
  void raisesNoFalseAlarmHoweverFarTheStagesAre() {
    for (int seed = 0; seed < 2_000; seed++) {
      Random random = new Random(seed);
      int records = 1 + random.nextInt(60);
      int done = random.nextInt(records + 1);
      int counted = random.nextInt(records + 1);
      cells.clear();
      for (int r = 0; r < records; r++) {
        long minute = random.nextInt(4);
        if (r < counted) {
          add(minute, 0, r, random.nextInt(8) == 0 ? Kind.REPLAYED : Kind.ACCEPTED);
        }
        if (r < done || random.nextBoolean()) {
          add(minute, 0, r, outcome(random));
        }
      }

      Balance.Result result = balance(Map.of(0, (long) done), Map.of(0, (long) counted));

      assertThat(result.differences()).as("seed %d", seed).isEmpty();
      result.minutes().forEach(BalanceTest::assertIdentity);
    }
  }

  @Test
  void findsEveryLossAndEveryDoubleOnceAllIsSettled() {
    for (int seed = 0; seed < 2_000; seed++) {
      Random random = new Random(seed);
      int[] rows = new int[1 + random.nextInt(60)];
      long[] minutes = new long[rows.length];
      cells.clear();
      for (int r = 0; r < rows.length; r++) {
        minutes[r] = random.nextInt(4);
        add(minutes[r], 0, r, random.nextInt(8) == 0 ? Kind.REPLAYED : Kind.ACCEPTED);
        int luck = random.nextInt(40);
        rows[r] = luck == 0 ? 0 : luck == 1 ? 2 : 1;
        for (int i = 0; i < rows[r]; i++) {
          add(minutes[r], 0, r, outcome(random));
        }
      }

      Balance.Result result = settled();

      for (MinuteTally minute : result.minutes()) {
        assertIdentity(minute);
        long lost = count(rows.length, r -> minutes[r] == minute.minute() && rows[r] == 0);
        long doubled = count(rows.length, r -> minutes[r] == minute.minute() && rows[r] == 2);
        Tally tally = minute.tally();
        assertThat(tally.addsUp()).as("seed %d", seed).isEqualTo(lost + doubled == 0);
        assertThat(tally.missing() - tally.surplus()).isEqualTo(lost - doubled);
        assertThat(tally.inFlight()).isZero();
      }
    }
  }

  @Test
  void seesARecordLostAndAnotherDoubledInTheSameMinute() {
    for (int r = 0; r < 10; r++) {
      add(7, 0, r, Kind.ACCEPTED);
      add(7, 0, r == 4 ? 3 : r, Kind.STORED);
    }

    Balance.Result result = settled();

    assertThat(result.differences()).hasSize(1);
    assertThat(result.minutes().get(0).tally().missing()).isEqualTo(1);
    assertThat(result.minutes().get(0).tally().surplus()).isEqualTo(1);
    assertIdentity(result.minutes().get(0));
  }

  @Test
  void countsAReplayedEventOnce() {
    add(7, 0, 0, Kind.ACCEPTED);
    add(7, 0, 0, Kind.FAILED);
    add(7, 0, 1, Kind.REPLAYED);
    add(7, 0, 1, Kind.STORED);

    assertThat(settled().minutes().get(0).tally()).isEqualTo(new Tally(1, 1, 0, 1, 0, 0, 0, 0, 0));
  }

  @Test
  void judgesEachPartitionByItsOwnProgress() {
    add(7, 0, 5, Kind.ACCEPTED);
    add(7, 1, 5, Kind.ACCEPTED);

    Tally tally = balance(Map.of(0, 6L, 1, 5L), Map.of(0, 6L, 1, 6L)).minutes().get(0).tally();

    assertThat(tally.missing()).isEqualTo(1);
    assertThat(tally.inFlight()).isEqualTo(1);
  }

  @Test
  void nothingMoreComesOfATopicThatWasMadeAnew() {
    add(7, 0, 5, Kind.ACCEPTED);
    Settled anew = new Settled(new UUID(3, 4), Map.of(0, 0L), Map.of(0, 0L));

    Balance.Result result = Balance.of(List.copyOf(cells.values()), Map.of("web", anew));

    assertThat(result.minutes().get(0).tally().missing()).isEqualTo(1);
  }

  @Test
  void leavesOutSourcesThatNobodyAsksFor() {
    add(7, 0, 5, Kind.ACCEPTED);

    assertThat(Balance.of(List.copyOf(cells.values()), Map.of()).minutes()).isEmpty();
  }

  private static void assertIdentity(MinuteTally minute) {
    Tally t = minute.tally();
    assertThat(t.accepted() + t.surplus())
        .as("%s", t)
        .isEqualTo(
            t.stored() + t.failed() + t.duplicate() + t.filtered() + t.inFlight() + t.missing());
  }

  private static long count(int records, IntPredicate which) {
    return IntStream.range(0, records).filter(which).count();
  }

  private Balance.Result settled() {
    return balance(Map.of(0, 1_000L, 1, 1_000L), Map.of(0, 1_000L, 1, 1_000L));
  }

  private Balance.Result balance(Map<Integer, Long> done, Map<Integer, Long> counted) {
    List<LedgerCell> shuffled = new ArrayList<>(cells.values());
    java.util.Collections.shuffle(shuffled, new Random(1));
    return Balance.of(shuffled, Map.of("web", new Settled(TOPIC, done, counted)));
  }

  private static Kind outcome(Random random) {
    return OUTCOMES[random.nextInt(OUTCOMES.length)];
  }

  private void add(long minute, int partition, long offset, Kind kind) {
    BigInteger n = BigInteger.valueOf(offset);
    cells.merge(
        minute + " " + partition + " " + kind,
        new LedgerCell("web", minute, TOPIC, partition, kind, 1, n, n.multiply(n), offset, offset),
        (x, y) ->
            new LedgerCell(
                "web",
                minute,
                TOPIC,
                partition,
                kind,
                x.records() + 1,
                x.offsets().add(y.offsets()),
                x.squares().add(y.squares()),
                Math.min(x.firstOffset(), y.firstOffset()),
                Math.max(x.lastOffset(), y.lastOffset())));
  }
}
