package io.eventmill.query;

import io.eventmill.event.json.JsonStrings;
import io.eventmill.store.FailedGroup;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Failed events summed up: how many of a source failed for what, and the newest of them. */
final class FailedGroups {
  private FailedGroups() {}

  static byte[] json(long count, List<FailedGroup> groups) {
    StringBuilder out = new StringBuilder("{\"count\":").append(count).append(",\"groups\":[");
    for (int i = 0; i < groups.size(); i++) {
      json(groups.get(i), out.append(i == 0 ? "\n" : ",\n"));
    }
    return out.append("\n]}\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void json(FailedGroup group, StringBuilder out) {
    out.append("{\"source\":").append(JsonStrings.quote(group.source()));
    out.append(",\"reason\":\"").append(group.reason().name());
    out.append("\",\"sentence\":").append(JsonStrings.quote(group.reason().sentence()));
    out.append(",\"remedy\":").append(JsonStrings.quote(group.reason().remedy()));
    out.append(",\"schema\":").append(JsonText.quoted(group.schema()));
    out.append(",\"count\":").append(group.count());
    out.append(",\"replayed\":").append(group.replayed());
    out.append(",\"first\":\"").append(IsoTime.ofMillis(group.firstReceivedMillis()));
    out.append("\",\"last\":\"").append(IsoTime.ofMillis(group.lastReceivedMillis()));
    out.append("\",\"example\":");
    if (group.example() == null) {
      out.append("null");
    } else {
      FailedEvents.json(group.example(), out);
    }
    out.append('}');
  }

  static byte[] csv(List<FailedGroup> groups) {
    Csv csv = new Csv();
    csv.row("source", "reason", "schema", "count", "replayed", "first", "last", "example");
    for (FailedGroup group : groups) {
      csv.row(
          group.source(),
          group.reason().name(),
          group.schema(),
          group.count(),
          group.replayed(),
          IsoTime.ofMillis(group.firstReceivedMillis()),
          IsoTime.ofMillis(group.lastReceivedMillis()),
          group.example() == null ? null : group.example().failed().origin().asId());
    }
    return csv.bytes();
  }
}
