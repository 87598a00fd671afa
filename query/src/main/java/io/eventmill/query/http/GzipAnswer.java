package io.eventmill.query.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/** Another answer, compressed on the worker that makes it: event loops only move bytes. */
final class GzipAnswer implements Answer {
  private final Answer answer;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final GZIPOutputStream gzip;

  GzipAnswer(Answer answer) {
    this.answer = answer;
    try {
      this.gzip = new GZIPOutputStream(bytes, 8192, true);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
  }

  @Override
  public Piece next() {
    Piece piece = answer.next();
    try {
      gzip.write(piece.bytes());
      if (piece.last()) {
        gzip.close();
      } else {
        gzip.flush(); // so that a slow answer still arrives piece by piece
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    byte[] out = bytes.toByteArray();
    bytes.reset();
    return new Piece(out, piece.last(), piece.nextCursor());
  }
}
