package io.eventmill.query;

import io.eventmill.query.http.Answer;
import io.eventmill.query.http.Media;
import io.eventmill.store.FailedFilter;
import io.eventmill.store.FailedReader;
import io.eventmill.store.StoredFailure;
import java.nio.charset.StandardCharsets;

/** One page of failed events, or all of them as CSV, in pieces. */
final class FailedList implements Answer {
  private final FailedReader failures;
  private final FailedFilter filter;
  private final FailedPieces pieces;
  private final Media media;
  private boolean begun;
  private boolean any;

  FailedList(FailedReader failures, FailedFilter filter, FailedPieces pieces, Media media) {
    this.failures = failures;
    this.filter = filter;
    this.pieces = pieces;
    this.media = media;
  }

  @Override
  public Piece next() {
    byte[] bytes = media == Media.CSV ? csv() : json();
    boolean done = pieces.isDone();
    return new Piece(bytes, done, done ? pieces.nextCursor() : null);
  }

  private byte[] csv() {
    Csv csv = new Csv();
    if (!begun) {
      FailedEvents.csvHead(csv);
      begun = true;
    }
    pieces.next().forEach(row -> FailedEvents.csv(row, csv));
    return csv.bytes();
  }

  private byte[] json() {
    StringBuilder out = new StringBuilder(1 << 14);
    if (!begun) {
      out.append("{\"count\":").append(failures.count(filter)).append(",\"failed\":[");
      begun = true;
    }
    for (StoredFailure row : pieces.next()) {
      FailedEvents.json(row, out.append(any ? ",\n" : "\n"));
      any = true;
    }
    if (pieces.isDone()) {
      out.append("\n],\"next\":").append(JsonText.quoted(pieces.nextCursor())).append("}\n");
    }
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }
}
