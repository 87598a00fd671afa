package io.eventmill.query;

import io.eventmill.event.ResultRow;
import io.eventmill.query.http.Answer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/** {@code {"sum":3,"rows":[...],"next":"..."}}, one row per line as the job wrote it. */
final class JsonRows implements Answer {
  private final ResultPieces pieces;
  private final OptionalLong sum;
  private boolean begun;
  private boolean any;

  JsonRows(ResultPieces pieces, OptionalLong sum) {
    this.pieces = pieces;
    this.sum = sum;
  }

  @Override
  public Piece next() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 14);
    if (!begun) {
      write(out, (sum.isPresent() ? "{\"sum\":" + sum.getAsLong() + "," : "{") + "\"rows\":[");
      begun = true;
    }
    for (ResultRow row : pieces.next()) {
      write(out, any ? ",\n" : "\n");
      any = true;
      out.writeBytes(row.json());
    }
    if (!pieces.isDone()) {
      return new Piece(out.toByteArray(), false, null);
    }
    String next = pieces.nextCursor();
    write(out, "\n],\"next\":" + (next == null ? "null" : "\"" + next + "\"") + "}\n");
    return new Piece(out.toByteArray(), true, next);
  }

  private static void write(ByteArrayOutputStream out, String text) {
    out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }
}
