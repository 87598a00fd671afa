package io.eventmill.query;

import io.eventmill.query.http.Answer;
import io.eventmill.store.StoredEvent;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** {@code {"events":[...],"next":"..."}}, one event per line. */
final class JsonEvents implements Answer {
  private static final byte[] HEAD = "{\"events\":[".getBytes(StandardCharsets.UTF_8);
  private static final byte[] FIRST = "\n".getBytes(StandardCharsets.UTF_8);
  private static final byte[] BETWEEN = ",\n".getBytes(StandardCharsets.UTF_8);

  private final EventPieces pieces;
  private boolean begun;
  private boolean any;

  JsonEvents(EventPieces pieces) {
    this.pieces = pieces;
  }

  @Override
  public Piece next() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 16);
    if (!begun) {
      out.writeBytes(HEAD);
      begun = true;
    }
    for (StoredEvent event : pieces.next()) {
      out.writeBytes(any ? BETWEEN : FIRST);
      any = true;
      EventJson.write(event, out);
    }
    if (!pieces.isDone()) {
      return new Piece(out.toByteArray(), false, null);
    }
    String next = pieces.nextCursor();
    String tail = "\n],\"next\":" + (next == null ? "null" : "\"" + next + "\"") + "}\n";
    out.writeBytes(tail.getBytes(StandardCharsets.UTF_8));
    return new Piece(out.toByteArray(), true, next);
  }
}
