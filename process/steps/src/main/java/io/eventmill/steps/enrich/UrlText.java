package io.eventmill.steps.enrich;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A URL taken apart as RFC 3986 (appendix B) does, but forgiving: whatever stands between the
 * separators is taken as it is. A part that is not there is null; an empty one counts as not there.
 */
record UrlText(
    String scheme, String host, String port, String path, String query, String fragment) {
  static UrlText parse(String text) {
    String rest = text.strip();
    String fragment = null;
    int hash = rest.indexOf('#');
    if (hash >= 0) {
      fragment = rest.substring(hash + 1);
      rest = rest.substring(0, hash);
    }
    String query = null;
    int mark = rest.indexOf('?');
    if (mark >= 0) {
      query = rest.substring(mark + 1);
      rest = rest.substring(0, mark);
    }
    String scheme = null;
    int colon = rest.indexOf(':');
    if (colon > 0 && isScheme(rest, colon)) {
      scheme = rest.substring(0, colon).toLowerCase(Locale.ROOT);
      rest = rest.substring(colon + 1);
    }
    String authority = null;
    if (rest.startsWith("//")) {
      int slash = rest.indexOf('/', 2);
      int end = slash < 0 ? rest.length() : slash;
      authority = rest.substring(2, end);
      rest = rest.substring(end);
    }
    String server = authority == null ? "" : authority.substring(authority.lastIndexOf('@') + 1);
    int portAt = portAt(server);
    return new UrlText(
        some(scheme),
        some(host(portAt < 0 ? server : server.substring(0, portAt))),
        portAt < 0 ? null : port(server.substring(portAt + 1)),
        some(rest),
        some(query),
        some(fragment));
  }

  /** The text of a query's name or value: {@code %41} is A, {@code +} a blank. */
  static String decoded(String text) {
    if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
      return text;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      int high = bytes[i] == '%' && i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
      int low = high >= 0 ? Character.digit(bytes[i + 2], 16) : -1;
      if (low >= 0) {
        out.write(high << 4 | low);
        i += 2;
      } else {
        out.write(bytes[i] == '+' ? ' ' : bytes[i]); // also a percent sign without its digits
      }
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private static String some(String text) {
    return text == null || text.isEmpty() ? null : text;
  }

  private static boolean isScheme(String text, int end) {
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
      boolean behind = i > 0 && (c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.');
      if (!letter && !behind) {
        return false;
      }
    }
    return true;
  }

  private static int portAt(String server) {
    int colon = server.lastIndexOf(':');
    return colon > server.lastIndexOf(']') ? colon : -1;
  }

  private static String host(String text) {
    String host = text.toLowerCase(Locale.ROOT);
    return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
  }

  /** Digits of a port that can be one, or null. */
  private static String port(String text) {
    if (text.isEmpty() || text.length() > 5 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return null;
    }
    int port = Integer.parseInt(text);
    return port > 0xffff ? null : Integer.toString(port);
  }
}
