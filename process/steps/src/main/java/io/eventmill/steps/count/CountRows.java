package io.eventmill.steps.count;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventmill.event.ResultRow;
import io.eventmill.event.json.JsonStrings;
import io.eventmill.pipeline.Count;
import java.util.List;

/**
 * The rows of a count: {@code {"id":"1465583530session_start","window_start_time":1465583530,
 * "event_type":"session_start","count":2}}. The id of late ones ends in {@code @} and the place of
 * the first of their events, and they hold {@code "late":true}; the counts of all rows of a window
 * and group add up to its events.
 */
public final class CountRows {
  private final String result;
  private final String version;
  private final List<String> names;

  public CountRows(Count count) {
    result = count.name();
    version = count.version();
    names = count.fields().stream().map(JsonStrings::quote).toList();
  }

  public ResultRow row(Counted c) {
    String id = c.late() ? c.key() + "@" + c.first().asId() : c.key();
    StringBuilder json = new StringBuilder(96).append("{\"id\":");
    JsonStrings.quote(id, json);
    json.append(",\"window_start_time\":").append(Windows.seconds(c.windowMicros()));
    List<String> values = Group.values(c.group());
    for (int i = 0; i < names.size(); i++) {
      json.append(',').append(names.get(i)).append(':').append(values.get(i));
    }
    json.append(",\"count\":").append(c.count());
    if (c.late()) {
      json.append(",\"late\":true");
    }
    byte[] bytes = json.append('}').toString().getBytes(UTF_8);
    return new ResultRow(result, version, id, c.windowMicros(), bytes);
  }
}
