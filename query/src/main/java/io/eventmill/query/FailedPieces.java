package io.eventmill.query;

import io.eventmill.store.FailedQuery;
import io.eventmill.store.FailedQuery.After;
import io.eventmill.store.FailedReader;
import io.eventmill.store.StoredFailure;
import java.util.List;

/**
 * The failed events of one answer, fetched in pieces whose size follows the size of the bodies, so
 * that memory is bounded by {@code pieceBytes} and not by what the client asks for.
 */
final class FailedPieces {
  private static final int FIRST = 50;
  private static final int PIECE_MAX = 20_000;

  private final FailedReader failures;
  private final FailedQuery query;
  private final int pieceBytes;
  private After after;
  private boolean more = true;
  private int remaining;
  private int piece = FIRST;

  FailedPieces(FailedReader failures, FailedQuery query, int pieceBytes) {
    this.failures = failures;
    this.query = query;
    this.pieceBytes = pieceBytes;
    this.after = query.after();
    this.remaining = query.limit();
  }

  List<StoredFailure> next() {
    int wanted = Math.min(remaining, piece);
    List<StoredFailure> found =
        failures.find(new FailedQuery(query.filter(), query.oldestFirst(), after, wanted + 1));
    more = found.size() > wanted;
    List<StoredFailure> rows = more ? found.subList(0, wanted) : found;
    if (!rows.isEmpty()) {
      StoredFailure last = rows.get(rows.size() - 1);
      after = new After(last.failed().receivedMillis(), last.failed().origin());
      resize(rows);
    }
    remaining -= rows.size();
    return rows;
  }

  boolean isDone() {
    return remaining <= 0 || !more;
  }

  /** The cursor of a following page, or null when there is none. */
  String nextCursor() {
    return more ? EventCursor.text(after) : null;
  }

  private void resize(List<StoredFailure> rows) {
    long bytes = rows.stream().mapToLong(r -> r.failed().body().length + 400L).sum();
    long fitting = pieceBytes / Math.max(1, bytes / rows.size());
    piece = (int) Math.max(1, Math.min(PIECE_MAX, fitting));
  }
}
