package io.eventmill.read;

import io.eventmill.event.json.JsonStrings;
import java.util.List;

/**
 * Access logs: each line one request. Times are ISO 8601, numbers are numbers, {@code -} is null.
 * The id is made of the line, so that the same file sent twice gives the same events.
 */
final class AccessLog implements Decoder {
  static final List<String> FIELDS =
      List.of(
          "id",
          "type",
          "time",
          "client_ip",
          "user",
          "method",
          "url",
          "path",
          "query",
          "protocol",
          "status",
          "bytes",
          "referrer",
          "user_agent",
          "host",
          "ident",
          "request",
          "extra");

  private final FieldMap map;
  private final LineIds ids;
  private final String file;

  AccessLog(FieldMap map, LineIds ids, String file) {
    map.check(FIELDS);
    this.map = map;
    this.ids = ids;
    this.file = file;
  }

  @Override
  public Item decode(Line line, LineReader more) {
    String id = ids.next(line.bytes());
    try {
      AccessLogLine request = AccessLogParser.parse(line.latin1());
      JsonTree event = event(id, request);
      map.apply(event, new LineFacts(id, line.number(), file));
      return new Item.Event(line.number(), line.bytes(), event.bytes(), request.cutShort());
    } catch (UnreadableException e) {
      return new Item.Unreadable(line.number(), line.bytes(), e.getMessage());
    }
  }

  private static JsonTree event(String id, AccessLogLine line) {
    JsonTree event = new JsonTree();
    event.put("id", JsonStrings.quote(id));
    event.put("type", "\"request\"");
    event.put("time", JsonStrings.quote(line.time()));
    event.put("client_ip", JsonStrings.quote(line.client()));
    event.put("user", text(line.user()));
    event.put("method", text(line.method()));
    event.put("url", text(line.url()));
    event.put("path", text(line.path()));
    event.put("query", text(line.query()));
    event.put("protocol", text(line.protocol()));
    event.put("status", number(line.status()));
    event.put("bytes", number(line.bytes()));
    event.put("referrer", text(line.referrer()));
    event.put("user_agent", text(line.userAgent()));
    putIfThere(event, "host", line.host());
    putIfThere(event, "ident", line.ident());
    putIfThere(event, "request", line.request());
    putIfThere(event, "extra", line.extra());
    return event;
  }

  private static void putIfThere(JsonTree event, String name, String value) {
    if (value != null) {
      event.put(name, JsonStrings.quote(value));
    }
  }

  private static String text(String value) {
    return value == null ? "null" : JsonStrings.quote(value);
  }

  private static String number(long value) {
    return value < 0 ? "null" : Long.toString(value);
  }
}
