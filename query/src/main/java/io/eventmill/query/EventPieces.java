package io.eventmill.query;

import io.eventmill.store.Cursor;
import io.eventmill.store.EventPage;
import io.eventmill.store.EventQuery;
import io.eventmill.store.EventReader;
import io.eventmill.store.StoredEvent;
import java.util.List;

/**
 * The events of one answer, fetched in pieces whose size follows the size of the events, so that
 * memory is bounded by {@code pieceBytes} and not by what the client asks for.
 */
final class EventPieces {
  private static final int FIRST = 200;
  private static final int PIECE_MAX = 20_000;

  private final EventReader reader;
  private final EventQuery query;
  private final int pieceBytes;
  private Cursor after;
  private int remaining;
  private int piece = FIRST;

  EventPieces(EventReader reader, EventQuery query, int pieceBytes) {
    this.reader = reader;
    this.query = query;
    this.pieceBytes = pieceBytes;
    this.after = query.after();
    this.remaining = query.limit();
  }

  List<StoredEvent> next() {
    EventPage page =
        reader.find(
            new EventQuery(query.filter(), Math.min(remaining, piece), after, query.oldestFirst()));
    after = page.next();
    remaining -= page.events().size();
    resize(page.events());
    return page.events();
  }

  boolean isDone() {
    return remaining <= 0 || after == null;
  }

  /** The cursor of a following page, or null when there is none. */
  String nextCursor() {
    return after == null ? null : EventCursor.text(after);
  }

  private void resize(List<StoredEvent> events) {
    if (!events.isEmpty()) {
      long bytes = events.stream().mapToLong(e -> e.event().json().length + 400L).sum();
      long fitting = pieceBytes / Math.max(1, bytes / events.size());
      piece = (int) Math.max(1, Math.min(PIECE_MAX, fitting));
    }
  }
}
