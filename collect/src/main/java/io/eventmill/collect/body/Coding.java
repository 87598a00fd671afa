package io.eventmill.collect.body;

import java.util.Locale;

/** How a body is packed: by its Content-Encoding, or by its first bytes when that is missing. */
public enum Coding {
  NONE,
  GZIP,
  DEFLATE;

  /**
   * @param header Content-Encoding, or null
   */
  public static Coding of(String header) throws Refused {
    if (header == null || header.isBlank()) {
      return NONE;
    }
    return switch (header.trim().toLowerCase(Locale.ROOT)) {
      case "identity" -> NONE;
      case "gzip", "x-gzip" -> GZIP;
      case "deflate" -> DEFLATE;
      default ->
          throw Refusal.of(
                  415,
                  "unsupported_encoding",
                  "Content-Encoding '" + header + "' is not understood; send gzip, deflate or none")
              .asException();
    };
  }

  /** Some clients pack and forget to say so; no JSON begins like this. */
  public Coding orByContent(byte[] bytes, int size) {
    boolean gzip = size >= 2 && (bytes[0] & 0xff) == 0x1f && (bytes[1] & 0xff) == 0x8b;
    return this == NONE && gzip ? GZIP : this;
  }
}
