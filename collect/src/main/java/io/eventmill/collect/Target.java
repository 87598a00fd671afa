package io.eventmill.collect;

import io.eventmill.collect.body.Refusal;
import io.eventmill.collect.body.Refused;

/**
 * What a path behind {@code /collect} asks for. A slash too many at the end changes nothing, as an
 * answer is never a redirect.
 *
 * @param source its name, or null when none is named
 * @param pixel true for the path of the 1×1 image
 */
record Target(String source, boolean pixel) {
  private static final String PIXEL = "pixel.gif";

  static Target of(String path, int prefix) throws Refused {
    int from = prefix;
    int to = path.length();
    while (from < to && path.charAt(from) == '/') {
      from++;
    }
    while (to > from && path.charAt(to - 1) == '/') {
      to--;
    }
    if (from == to) {
      return new Target(null, false);
    }
    int slash = path.indexOf('/', from);
    if (slash < 0 || slash >= to) {
      String only = path.substring(from, to);
      return only.equals(PIXEL) ? new Target(null, true) : new Target(only, false);
    }
    if (path.substring(slash + 1, to).equals(PIXEL)) {
      return new Target(path.substring(from, slash), true);
    }
    throw Refusal.of(
            404,
            "not_found",
            "no such path; there are POST /collect/{source}, POST /collect and"
                + " GET /collect/{source}/pixel.gif")
        .asException();
  }

  String allow() {
    return pixel ? "GET, HEAD, OPTIONS" : "POST, OPTIONS";
  }
}
