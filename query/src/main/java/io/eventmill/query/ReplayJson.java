package io.eventmill.query;

import io.eventmill.event.FailedEvent;
import io.eventmill.event.json.JsonStrings;
import io.eventmill.query.heal.ReplayReport;
import io.eventmill.query.heal.ReplayReport.Failing;
import io.eventmill.query.heal.ReplayReport.Group;
import io.eventmill.query.heal.ReplayReport.Unmoved;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** What a replay, or a trial, has come to. */
final class ReplayJson {
  private ReplayJson() {}

  static byte[] of(ReplayReport report, boolean dryRun) {
    StringBuilder out = new StringBuilder("{\"dry_run\":").append(dryRun);
    if (dryRun) {
      out.append(",\"would_pass\":").append(report.wouldPass());
      out.append(",\"would_fail\":").append(report.wouldFail());
      failing(report.failing(), out.append(",\"failing\":["));
    } else {
      out.append(",\"replayed\":").append(report.replayed());
    }
    staying(report.staying(), out.append(",\"staying\":["));
    String next = report.next() == null ? null : report.next().text();
    out.append(",\"next\":").append(JsonText.quoted(next));
    return out.append("}\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void failing(List<Map.Entry<Failing, Group>> groups, StringBuilder out) {
    for (int i = 0; i < groups.size(); i++) {
      Failing key = groups.get(i).getKey();
      out.append(i == 0 ? "\n" : ",\n");
      out.append("{\"source\":").append(JsonStrings.quote(key.source()));
      out.append(",\"reason\":\"").append(key.reason().name());
      out.append("\",\"schema\":").append(JsonText.quoted(key.schema()));
      counted(groups.get(i).getValue(), out);
    }
    out.append(']');
  }

  private static void staying(List<Map.Entry<Unmoved, Group>> groups, StringBuilder out) {
    for (int i = 0; i < groups.size(); i++) {
      Unmoved key = groups.get(i).getKey();
      out.append(i == 0 ? "\n" : ",\n");
      out.append("{\"source\":").append(JsonStrings.quote(key.source()));
      out.append(",\"reason\":\"").append(key.reason().name());
      out.append("\",\"why\":").append(JsonStrings.quote(key.why()));
      counted(groups.get(i).getValue(), out);
    }
    out.append(']');
  }

  private static void counted(Group group, StringBuilder out) {
    FailedEvent example = group.example();
    out.append(",\"count\":").append(group.count());
    out.append(",\"example\":{\"id\":").append(JsonStrings.quote(example.id()));
    out.append(",\"place\":\"").append(example.origin().asId());
    out.append("\",\"message\":").append(JsonStrings.quote(example.message()));
    out.append(",\"pointer\":").append(JsonText.quoted(example.pointer())).append("}}");
  }
}
