package io.eventmill.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The answers of one replay, added up. */
final class ReplaySum {
  private static final int LINE_MAX = 110;

  private final Map<List<String>, ObjectNode> failing = new LinkedHashMap<>();
  private final Map<List<String>, ObjectNode> staying = new LinkedHashMap<>();
  private long replayed;
  private long passing;

  void add(JsonNode answer) {
    replayed += answer.path("replayed").asLong();
    passing += answer.path("would_pass").asLong();
    merge(answer.path("failing"), "schema", failing);
    merge(answer.path("staying"), "why", staying);
  }

  private static void merge(JsonNode groups, String third, Map<List<String>, ObjectNode> all) {
    for (JsonNode each : groups) {
      ObjectNode group = each.deepCopy();
      List<String> key =
          List.of(
              group.path("source").asText(null),
              group.path("reason").asText(null),
              group.path(third).asText());
      all.merge(
          key,
          group,
          (a, b) -> a.put("count", a.path("count").asLong() + b.path("count").asLong()));
    }
  }

  /** Replayed, or tried. */
  long moved() {
    return replayed + passing + count(failing);
  }

  long staying() {
    return count(staying);
  }

  boolean isGood() {
    return failing.isEmpty() && staying.isEmpty();
  }

  private static long count(Map<List<String>, ObjectNode> groups) {
    return groups.values().stream().mapToLong(g -> g.path("count").asLong()).sum();
  }

  ObjectNode json(boolean dryRun) {
    ObjectNode json = new ObjectMapper().createObjectNode().put("dry_run", dryRun);
    if (dryRun) {
      json.put("would_pass", passing).put("would_fail", count(failing));
      json.putArray("failing").addAll(failing.values());
    } else {
      json.put("replayed", replayed);
    }
    json.putArray("staying").addAll(staying.values());
    return json;
  }

  void print(boolean dryRun, PrintWriter out, Paint paint) {
    if (moved() == 0 && staying.isEmpty()) {
      out.println("Nothing to replay: every failed event that fits was replayed before.");
      return;
    }
    if (dryRun) {
      String would = String.format("%,d of %,d would now pass", passing, moved());
      out.println(count(failing) == 0 ? paint.good(would + ".") : would + "; the rest fail with");
      failing.values().forEach(g -> group(g, g.path("reason").asText(null), out, paint));
    } else {
      out.println(paint.good(String.format("%,d events replayed.", replayed)));
    }
    if (!staying.isEmpty()) {
      out.printf("%,d cannot be replayed:%n", staying());
      staying
          .values()
          .forEach(
              g ->
                  group(
                      g,
                      g.path("reason").asText(null) + ": " + g.path("why").asText(null),
                      out,
                      paint));
    }
  }

  private static void group(JsonNode group, String what, PrintWriter out, Paint paint) {
    JsonNode example = group.path("example");
    out.printf(
        "%,9d  %s (source %s)%n",
        group.path("count").asLong(),
        paint.bad(Paint.line(what, 300)),
        Paint.line(group.path("source").asText(null), LINE_MAX));
    out.println(
        "           e.g. "
            + Paint.line(example.path("id").asText(null), LINE_MAX)
            + ": "
            + Paint.line(example.path("message").asText(null), LINE_MAX));
  }
}
