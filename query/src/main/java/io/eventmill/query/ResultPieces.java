package io.eventmill.query;

import io.eventmill.event.ResultRow;
import io.eventmill.store.ResultCursor;
import io.eventmill.store.ResultPage;
import io.eventmill.store.ResultQuery;
import io.eventmill.store.ResultReader;
import java.util.List;

/** The rows of one answer, fetched in pieces whose size follows the size of the rows. */
final class ResultPieces {
  private static final int FIRST = 200;
  private static final int PIECE_MAX = 20_000;

  private final ResultReader reader;
  private final ResultQuery query;
  private final int pieceBytes;
  private ResultCursor after;
  private int remaining;
  private int piece = FIRST;

  ResultPieces(ResultReader reader, ResultQuery query, int pieceBytes) {
    this.reader = reader;
    this.query = query;
    this.pieceBytes = pieceBytes;
    this.after = query.after();
    this.remaining = query.limit();
  }

  List<ResultRow> next() {
    ResultPage page =
        reader.find(
            new ResultQuery(
                query.result(),
                query.version(),
                query.fromMicros(),
                query.toMicros(),
                query.where(),
                Math.min(remaining, piece),
                after,
                query.oldestFirst()));
    after = page.next();
    remaining -= page.rows().size();
    long bytes = page.rows().stream().mapToLong(r -> r.json().length + 200L).sum();
    if (bytes > 0) {
      long fitting = pieceBytes / Math.max(1, bytes / page.rows().size());
      piece = (int) Math.max(1, Math.min(PIECE_MAX, fitting));
    }
    return page.rows();
  }

  boolean isDone() {
    return remaining <= 0 || after == null;
  }

  /** The cursor of a following page, or null when there is none. */
  String nextCursor() {
    return ResultPlace.text(after);
  }
}
