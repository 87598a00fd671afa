package io.eventmill.query;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * The beginning of a failed event's body, for people to look at: as text when it is UTF-8, else in
 * base64, for a body that is no text must not be shown as a wrong one.
 *
 * @param encoding {@code utf-8} or {@code base64}
 */
record BodyText(String text, String encoding) {
  /** A list is for looking; a whole body may have a megabyte. */
  static final int BYTES_MAX = 4096;

  static BodyText of(byte[] body) {
    byte[] begin = body.length <= BYTES_MAX ? body : Arrays.copyOf(body, BYTES_MAX);
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CharBuffer text = CharBuffer.allocate(begin.length);
    // A character cut in two at the end of the beginning is no error, it is just left out.
    CoderResult result = decoder.decode(ByteBuffer.wrap(begin), text, body.length == begin.length);
    return result.isError()
        ? new BodyText(Base64.getEncoder().encodeToString(begin), "base64")
        : new BodyText(text.flip().toString(), "utf-8");
  }
}
