package io.eventmill.query.audit;

import io.eventmill.store.LedgerCell;
import io.eventmill.store.LedgerCell.Kind;
import java.math.BigInteger;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;

/** The equation of one source, minute and raw partition. */
final class CellBalance {
  private final String source;
  private final long minute;
  private final UUID topicId;
  private final int partition;
  private final Map<Kind, LedgerCell> cells = new EnumMap<>(Kind.class);

  CellBalance(LedgerCell first) {
    source = first.source();
    minute = first.minute();
    topicId = first.topicId();
    partition = first.partition();
  }

  void add(LedgerCell cell) {
    cells.put(cell.kind(), cell);
  }

  String source() {
    return source;
  }

  long minute() {
    return minute;
  }

  UUID topicId() {
    return topicId;
  }

  int partition() {
    return partition;
  }

  /** The lowest raw offset that anything here names. */
  long firstOffset() {
    return cells.values().stream().mapToLong(LedgerCell::firstOffset).min().orElse(0);
  }

  long lastOffset() {
    return cells.values().stream().mapToLong(LedgerCell::lastOffset).max().orElse(-1);
  }

  /** How many raw records there are. */
  long raw() {
    return records(Kind.ACCEPTED) + records(Kind.REPLAYED);
  }

  /**
   * A difference is in flight until every record concerned has had its turn, and is told as missing
   * or surplus from then on.
   */
  Tally tally(Settled settled) {
    long replayed = records(Kind.REPLAYED);
    long rows = 0;
    for (Kind kind : OUTCOMES) {
      rows += records(kind);
    }
    long accepted = records(Kind.ACCEPTED);
    long missing = 0;
    long surplus = 0;
    long inFlight = 0;
    long difference = raw() - rows;
    boolean swapped = difference == 0 && !sameRecords();
    if (difference > 0 || swapped) {
      if (settled.isDone(topicId, partition, last(Kind.ACCEPTED, Kind.REPLAYED))) {
        missing = swapped ? 1 : difference;
      } else {
        inFlight = difference;
      }
    }
    if (difference < 0 || swapped) {
      if (settled.isCounted(topicId, partition, last(OUTCOMES))) {
        surplus = swapped ? 1 : -difference;
      } else {
        accepted -= difference; // rows of records that the ledger counts in a moment
      }
    }
    return new Tally(
        accepted,
        records(Kind.STORED),
        records(Kind.FAILED) - replayed,
        replayed,
        records(Kind.DUPLICATE),
        records(Kind.FILTERED),
        inFlight,
        missing,
        surplus);
  }

  private static final Kind[] OUTCOMES = {Kind.STORED, Kind.FAILED, Kind.DUPLICATE, Kind.FILTERED};

  /** The sums tell a record lost and another doubled, where the numbers agree. */
  private boolean sameRecords() {
    return sum(LedgerCell::offsets, Kind.ACCEPTED, Kind.REPLAYED)
            .equals(sum(LedgerCell::offsets, OUTCOMES))
        && sum(LedgerCell::squares, Kind.ACCEPTED, Kind.REPLAYED)
            .equals(sum(LedgerCell::squares, OUTCOMES));
  }

  private BigInteger sum(java.util.function.Function<LedgerCell, BigInteger> what, Kind... kinds) {
    BigInteger sum = BigInteger.ZERO;
    for (Kind kind : kinds) {
      LedgerCell cell = cells.get(kind);
      sum = cell == null ? sum : sum.add(what.apply(cell));
    }
    return sum;
  }

  private long records(Kind kind) {
    LedgerCell cell = cells.get(kind);
    return cell == null ? 0 : cell.records();
  }

  private long last(Kind... kinds) {
    long last = -1;
    for (Kind kind : kinds) {
      LedgerCell cell = cells.get(kind);
      last = cell == null ? last : Math.max(last, cell.lastOffset());
    }
    return last;
  }
}
