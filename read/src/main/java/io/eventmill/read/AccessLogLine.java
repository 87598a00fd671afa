package io.eventmill.read;

/**
 * One request in an access log. A text is null where the log has {@code -} or the format has no
 * such field.
 *
 * @param host of the virtual host, in formats that begin with it
 * @param time ISO 8601 with the log's own offset
 * @param request the request line, only where it is none: without method and target
 * @param url the target as requested, with its query
 * @param status -1 where there is none
 * @param bytes -1 where there are none
 * @param extra what follows the user agent in a longer format
 * @param cutShort the line ends within a quoted field
 */
record AccessLogLine(
    String host,
    String client,
    String ident,
    String user,
    String time,
    String request,
    String method,
    String url,
    String protocol,
    int status,
    long bytes,
    String referrer,
    String userAgent,
    String extra,
    boolean cutShort) {

  /** The target's path, without scheme, authority and query. */
  String path() {
    if (url == null) {
      return null;
    }
    int end = url.indexOf('?');
    String target = end < 0 ? url : url.substring(0, end);
    int authority = target.indexOf("://");
    if (authority < 0 || target.startsWith("/")) {
      return target;
    }
    int path = target.indexOf('/', authority + 3);
    return path < 0 ? "/" : target.substring(path);
  }

  /** What follows the first question mark, or null. */
  String query() {
    int mark = url == null ? -1 : url.indexOf('?');
    return mark < 0 ? null : url.substring(mark + 1);
  }
}
