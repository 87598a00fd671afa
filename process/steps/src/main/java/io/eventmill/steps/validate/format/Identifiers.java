package io.eventmill.steps.validate.format;

import static io.eventmill.steps.validate.format.Ascii.isAlphanumeric;
import static io.eventmill.steps.validate.format.Ascii.isHex;

/** UUIDs, and addresses of pages on the web. */
final class Identifiers {
  private static final byte[] HTTP = {'h', 't', 't', 'p'};

  private Identifiers() {}

  static boolean isUuid(byte[] text, int from, int to) {
    if (to - from != 36) {
      return false;
    }
    for (int i = 0; i < 36; i++) {
      boolean hyphen = i == 8 || i == 13 || i == 18 || i == 23;
      byte c = text[from + i];
      if (hyphen ? c != '-' : !isHex(c)) {
        return false;
      }
    }
    return true;
  }

  /** {@code http(s)://host[:port][/path][?query][#fragment]} of plain signs. */
  static boolean isWebUri(byte[] text, int from, int to) {
    int at = from;
    for (byte c : HTTP) {
      if (at == to || text[at++] != c) {
        return false;
      }
    }
    at += at < to && text[at] == 's' ? 1 : 0;
    if (at + 3 > to || text[at] != ':' || text[at + 1] != '/' || text[at + 2] != '/') {
      return false;
    }
    int host = at + 3;
    at = host;
    while (at < to && (isAlphanumeric(text[at]) || text[at] == '-' || text[at] == '.')) {
      at++;
    }
    return at > host && tail(text, port(text, at, to), to);
  }

  private static int port(byte[] text, int from, int to) {
    if (from == to || text[from] != ':') {
      return from;
    }
    int at = from + 1;
    while (at < to && at < from + 6 && Ascii.isDigit(text[at])) {
      at++;
    }
    return at == from + 1 ? to + 1 : at;
  }

  private static boolean tail(byte[] text, int from, int to) {
    if (from >= to) {
      return from == to;
    }
    byte first = text[from];
    boolean fragment = false;
    boolean good = first == '/' || first == '?' || first == '#';
    for (int i = from; good && i < to; i++) {
      byte c = text[i];
      if (c == '%') {
        good = i + 2 < to && isHex(text[i + 1]) && isHex(text[i + 2]);
      } else if (c == '#') {
        good = !fragment;
        fragment = true;
      } else {
        good = isAlphanumeric(c) || "-._~/?=&+:,;@!*".indexOf(c) >= 0;
      }
    }
    return good;
  }
}
