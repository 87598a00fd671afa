package io.eventmill.query.http;

/**
 * What a question gets: bytes in pieces, each made on a worker when the one before has left, so
 * that no answer is ever in memory whole unless it is small.
 */
@FunctionalInterface
public interface Answer {
  /** The next piece. May ask the store and block; not called again after the last. */
  Piece next();

  /**
   * @param nextCursor where a following page begins, told in a header (or a trailer when the header
   *     has left already); null for none
   */
  record Piece(byte[] bytes, boolean last, String nextCursor) {
    public static Piece last(byte[] bytes) {
      return new Piece(bytes, true, null);
    }
  }
}
