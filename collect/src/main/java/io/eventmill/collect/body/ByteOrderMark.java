package io.eventmill.collect.body;

/** What some programs put before their text to say how it is encoded. */
final class ByteOrderMark {
  private ByteOrderMark() {}

  /** The index behind a UTF-8 mark; UTF-16 and UTF-32 are refused by name, marked or not. */
  static int skip(byte[] bytes, int size) throws Refused {
    if (size >= 3 && is(bytes, 0, 0xef) && is(bytes, 1, 0xbb) && is(bytes, 2, 0xbf)) {
      return 3;
    }
    if (size >= 2) {
      boolean marked =
          (is(bytes, 0, 0xfe) && is(bytes, 1, 0xff)) || (is(bytes, 0, 0xff) && is(bytes, 1, 0xfe));
      // JSON begins with an ASCII character: a zero byte beside it can only be a wider encoding.
      if (marked || bytes[0] == 0 || bytes[1] == 0) {
        throw Refusal.of(400, "not_json", "the body is in UTF-16 or UTF-32; send UTF-8")
            .asException();
      }
    }
    return 0;
  }

  private static boolean is(byte[] bytes, int at, int value) {
    return (bytes[at] & 0xff) == value;
  }
}
