package io.eventmill.app.samples;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Text as a part of a path. */
final class Encoded {
  private Encoded() {}

  static String path(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
