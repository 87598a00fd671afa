package io.eventmill.read;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a line of an access log: Apache's common, combined and vhost_combined formats and nginx's
 * combined one, each with whatever may follow. Forgiving where no doubt is possible (quotes that
 * nobody escaped, a request line that is none, a line that ends within the last field), and exact
 * in saying what is missing where one is.
 */
final class AccessLogParser {
  private static final Pattern TIME = Pattern.compile(" \\[([^\\]\"]{20,40})\\] ?");

  /** The end of a request line is the first quote that is followed by a status and a size. */
  private static final Pattern REQUEST_END =
      Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*\" (\\d{3}|-)(?: (\\d{1,18}|-))?(?= |$)");

  private static final Pattern METHOD = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,31}");
  private static final Pattern VIRTUAL_HOST = Pattern.compile("[^\\s:]+:\\d{1,5}");

  private final String line;

  private AccessLogParser(String line) {
    this.line = line;
  }

  /**
   * @param line one character for each byte
   */
  static AccessLogLine parse(String line) throws UnreadableException {
    return new AccessLogParser(line).parse();
  }

  private AccessLogLine parse() throws UnreadableException {
    Matcher bracket = TIME.matcher(line);
    if (!bracket.find()) {
      throw new UnreadableException(
          "no access log line: no time in brackets, such as [17/May/2015:10:05:03 +0000]");
    }
    String time = LogTime.iso(bracket.group(1));
    if (time == null) {
      throw new UnreadableException(
          "'"
              + bracket.group(1)
              + "' is not a time; expected one such as "
              + "17/May/2015:10:05:03 +0000");
    }
    String[] who = who(bracket.start());
    int open = bracket.end();
    if (open >= line.length() || line.charAt(open) != '"') {
      throw new UnreadableException("no request in quotes after the time");
    }
    Matcher end = REQUEST_END.matcher(line);
    if (!end.find(open + 1)) {
      throw new UnreadableException(
          "no status (three digits) after the request; found '" + abridged(open) + "'");
    }
    int close = line.lastIndexOf('"', end.start(1));
    String[] request = request(open + 1, close);
    LogTail tail = new LogTail(line, end.end());
    return new AccessLogLine(
        who[0],
        who[1],
        who[2],
        who[3],
        time,
        request[0],
        request[1],
        request[2],
        request[3],
        end.group(1).equals("-") ? -1 : Integer.parseInt(end.group(1)),
        end.group(2) == null || end.group(2).equals("-") ? -1 : Long.parseLong(end.group(2)),
        tail.referrer(),
        tail.userAgent(),
        tail.extra(),
        tail.isCutShort());
  }

  /** Virtual host, client, ident, user; a user's name may hold blanks. */
  private String[] who(int to) throws UnreadableException {
    String[] word = line.substring(0, to).split(" ", -1);
    boolean hosted = word.length > 3 && VIRTUAL_HOST.matcher(word[0]).matches();
    int first = hosted ? 1 : 0;
    boolean few = word.length < first + 3 || word[first].isEmpty();
    // more words are a user's name with blanks, or something put before the line, say by syslog
    if (few || (word.length > first + 3 && !word[first + 1].equals("-"))) {
      throw new UnreadableException(
          "expected client, ident and user before the time, found '" + line.substring(0, to) + "'");
    }
    int user = 0;
    for (int i = 0; i < first + 2; i++) {
      user += word[i].length() + 1;
    }
    return new String[] {
      hosted ? word[0] : null,
      word[first],
      nullIfNone(word[first + 1]),
      nullIfNone(LogText.decode(line, user, to))
    };
  }

  /** The raw request when it is none, then method, target, protocol. */
  private String[] request(int from, int to) {
    int first = line.indexOf(' ', from);
    boolean two = first > from && first < to;
    if (!two || !METHOD.matcher(line.substring(from, first)).matches()) {
      return new String[] {nullIfNone(LogText.decode(line, from, to)), null, null, null};
    }
    int last = line.lastIndexOf(' ', to - 1);
    boolean three = last > first && line.startsWith("HTTP/", last + 1);
    String url = LogText.decode(line, first + 1, three ? last : to);
    String protocol = three ? LogText.decode(line, last + 1, to) : null;
    return new String[] {null, line.substring(from, first), url, protocol};
  }

  private String abridged(int from) {
    return line.length() - from <= 80
        ? line.substring(from)
        : line.substring(from, from + 80) + "…";
  }

  static String nullIfNone(String text) {
    return text.equals("-") || text.isEmpty() || text.equals("\"\"") ? null : text;
  }
}
