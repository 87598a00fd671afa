package io.eventmill.store.opensearch;

import io.eventmill.event.Origin;
import io.eventmill.store.Accepted;
import java.math.BigInteger;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A batch's raw records, counted per source, minute and raw partition. */
final class AcceptedCells {
  private AcceptedCells() {}

  private record Key(String source, long minute, Origin partition, boolean replays) {}

  /**
   * @param first the one of the lowest offset
   */
  record Cell(
      String source,
      long minute,
      boolean replays,
      Origin first,
      long lastOffset,
      long records,
      BigInteger offsets,
      BigInteger squares) {
    private Cell with(Cell more) {
      return new Cell(
          source,
          minute,
          replays,
          more.first.offset() < first.offset() ? more.first : first,
          Math.max(lastOffset, more.lastOffset),
          records + more.records,
          offsets.add(more.offsets),
          squares.add(more.squares));
    }

    /** The same for the same first record, so that a batch written again takes its own place. */
    String id() {
      String source = Tokens.hash(this.source).substring(0, 12);
      return (replays ? "r-" : "a-") + first.asId() + "-" + minute + "-" + source;
    }
  }

  static Collection<Cell> of(List<Accepted> accepted) {
    Map<Key, Cell> cells = new LinkedHashMap<>();
    for (Accepted a : accepted) {
      Origin at = a.origin();
      BigInteger offset = BigInteger.valueOf(at.offset());
      long minute = Math.floorDiv(a.receivedMillis(), 60_000);
      boolean replays = a.replayOf() != null;
      Cell one =
          new Cell(
              a.source(), minute, replays, at, at.offset(), 1, offset, offset.multiply(offset));
      Origin partition = new Origin(at.topicIdHigh(), at.topicIdLow(), at.partition(), 0);
      cells.merge(new Key(a.source(), minute, partition, replays), one, Cell::with);
    }
    return cells.values();
  }
}
