package io.eventmill.query.http;

import java.util.Locale;

/** Reads Accept-Encoding (RFC 9110 §12.5.3). */
public final class Encodings {
  private Encodings() {}

  public static boolean takesGzip(String acceptEncoding) {
    if (acceptEncoding == null) {
      return false;
    }
    boolean star = false;
    for (String coding : acceptEncoding.toLowerCase(Locale.ROOT).split(",")) {
      String[] parts = coding.split(";");
      String name = parts[0].strip();
      boolean wanted = Media.quality(parts) > 0;
      if (name.equals("gzip") || name.equals("x-gzip")) {
        return wanted;
      }
      star |= name.equals("*") && wanted;
    }
    return star;
  }
}
