package io.eventmill.read;

/**
 * What follows status and size: referrer and user agent in quotes, then anything. A quote ends its
 * field only before a blank with another field behind it, or at the line's end, so that quotes
 * nobody escaped stay within the text.
 */
final class LogTail {
  private final String line;
  private int at;
  private boolean cutShort;
  private final String referrer;
  private final String userAgent;
  private final String extra;

  LogTail(String line, int from) {
    this.line = line;
    this.at = from;
    this.referrer = quoted();
    this.userAgent = quoted();
    String rest = line.substring(at).strip();
    this.extra = rest.isEmpty() ? null : LogText.decode(rest, 0, rest.length());
  }

  String referrer() {
    return referrer;
  }

  String userAgent() {
    return userAgent;
  }

  String extra() {
    return extra;
  }

  boolean isCutShort() {
    return cutShort;
  }

  private String quoted() {
    if (!line.startsWith(" \"", at)) {
      return null;
    }
    int from = at + 2;
    for (int i = from; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '"' && endsField(i + 1)) {
        at = i + 1;
        return AccessLogParser.nullIfNone(LogText.decode(line, from, i));
      }
    }
    cutShort = true;
    at = line.length();
    return AccessLogParser.nullIfNone(LogText.decode(line, from, line.length()));
  }

  private boolean endsField(int behind) {
    if (behind >= line.length()) {
      return true;
    }
    if (line.charAt(behind) != ' ') {
      return false;
    }
    char next = behind + 1 < line.length() ? line.charAt(behind + 1) : ' ';
    return next == '"' || next == '-' || next == ' ' || (next >= '0' && next <= '9');
  }
}
