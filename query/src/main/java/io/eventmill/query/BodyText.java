package io.eventmill.query;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * A failed event's body, or its beginning, for people to look at: as text when it is UTF-8, else in
 * base64, for a body that is no text must not be shown as a wrong one.
 *
 * @param encoding {@code utf-8} or {@code base64}
 */
record BodyText(String text, String encoding, boolean isCut) {
  /** A list is for looking; a whole body may have a megabyte. */
  static final int BYTES_MAX = 4096;

  /** The beginning. */
  static BodyText of(byte[] body) {
    boolean cut = body.length > BYTES_MAX;
    return of(cut ? Arrays.copyOf(body, BYTES_MAX) : body, cut);
  }

  static BodyText whole(byte[] body) {
    return of(body, false);
  }

  private static BodyText of(byte[] shown, boolean cut) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CharBuffer text = CharBuffer.allocate(shown.length);
    // A character cut in two at the end of the beginning is no error, it is just left out.
    CoderResult result = decoder.decode(ByteBuffer.wrap(shown), text, !cut);
    return result.isError()
        ? new BodyText(Base64.getEncoder().encodeToString(shown), "base64", cut)
        : new BodyText(text.flip().toString(), "utf-8", cut);
  }
}
