package io.eventmill.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real sessions of a shop, each event through the whole server, beside SQL over the same file:
 * which clicks led to which order or cart.
 */
class RealSessionsIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PIPELINE =
      """
      name: sessions
      sources:
        clicks: {event: {id: /id, fixed_type: clicks, time: /ts, key: /session}}
        others:
          topics: {partitions: 2}
          event: {id: /id, type: /type, time: /ts, key: /session}
      attribution:
        - name: first_click
          touch: {source: clicks, id: /id}
          conversion: {source: others, id: /id}
          on: {session: /session, product: /aid}
          within: 1d
          columns: {conversion_id: conversion id, click: touch id}
        - name: last_click
          touch: {source: clicks, id: /id}
          conversion: {source: others, type: orders, id: /id}
          on: {session: /session}
          within: 1h
          model: last
          touches_max: 5
          columns: {conversion_id: conversion id, click: touch id}
      """;
  private static final String EVENTS =
      """
      WITH numbered AS (
        SELECT session, unnest(events) AS e, unnest(range(1, len(events) + 1)) AS n
        FROM read_json('%s', format = 'newline_delimited')),
      events AS (
        SELECT session, session || '-' || n AS id, e.aid AS aid, e.ts AS ts, e.type AS type
        FROM numbered)
      """;

  @TempDir private Path data;

  @Test
  void rowsAreWhatSqlSaysOfTheSameFile() throws Exception {
    Path file = SharedFile.of("otto/train.jsonl");
    Path pipeline = Files.writeString(data.resolve("sessions.yaml"), PIPELINE);
    Map<String, String> first =
        answer(
            file,
            """
            SELECT c.id, (SELECT t.id FROM events t WHERE t.type = 'clicks'
                AND t.session = c.session AND t.aid = c.aid
                AND t.ts BETWEEN c.ts - 86400000 AND c.ts ORDER BY t.ts, t.id LIMIT 1),
              (SELECT count(*) FROM events t WHERE t.type = 'clicks'
                AND t.session = c.session AND t.aid = c.aid
                AND t.ts BETWEEN c.ts - 86400000 AND c.ts)
            FROM events c WHERE c.type <> 'clicks'
            """);
    Map<String, String> last =
        answer(
            file,
            """
            SELECT c.id, (SELECT t.id FROM events t WHERE t.type = 'clicks'
                AND t.session = c.session
                AND t.ts BETWEEN c.ts - 3600000 AND c.ts ORDER BY t.ts DESC, t.id DESC LIMIT 1),
              (SELECT count(*) FROM events t WHERE t.type = 'clicks'
                AND t.session = c.session AND t.ts BETWEEN c.ts - 3600000 AND c.ts)
            FROM events c WHERE c.type = 'orders'
            """);
    assertThat(first).hasSizeGreaterThan(50);
    assertThat(first.values()).anyMatch(a -> !a.startsWith("null"));
    assertThat(last.values()).anyMatch(a -> !a.startsWith("null"));

    String[] args = {
      "run",
      pipeline.toString(),
      "--set",
      "process.idle=5s",
      "--set",
      "process.attribution_grace=5s"
    };
    try (RunningMill mill = RunningMill.start(data.resolve("server"), args)) {
      send(mill, file);

      var firstRows = AttributedTopic.untilFinal(mill, "attributed-first_click", first.size());
      var lastRows = AttributedTopic.untilFinal(mill, "attributed-last_click", last.size());

      assertThat(told(firstRows)).isEqualTo(first);
      assertThat(told(lastRows)).isEqualTo(last);
      System.out.printf(
          "real sessions: %d and %d rows as SQL says%n", firstRows.size(), lastRows.size());
    }
  }

  /** By conversion: the click and how many there were. */
  private static Map<String, String> told(Map<String, JsonNode> rows) {
    Map<String, String> told = new TreeMap<>();
    rows.forEach(
        (id, row) -> {
          assertThat(row.get("late").booleanValue()).as(row.toString()).isFalse();
          told.put(id, row.get("click").textValue() + " of " + row.get("touch_count").intValue());
        });
    return told;
  }

  private static Map<String, String> answer(Path file, String sql) throws Exception {
    Map<String, String> answers = new TreeMap<>();
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckDb.createStatement();
        ResultSet row = statement.executeQuery(EVENTS.formatted(file) + sql)) {
      while (row.next()) {
        answers.put(row.getString(1), row.getString(2) + " of " + row.getInt(3));
      }
    }
    return answers;
  }

  /**
   * All clicks, then all else, each in the order of time: the sessions stand one after the other in
   * the file, a month each.
   */
  private static void send(RunningMill mill, Path file) throws Exception {
    record Sent(long ts, boolean click, String json) {}
    List<Sent> events = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      JsonNode session = JSON.readTree(line);
      int n = 0;
      for (JsonNode e : session.get("events")) {
        n++;
        String json =
            "{\"id\":\"%1$s-%2$d\",\"session\":%1$s,\"aid\":%3$s,\"ts\":%4$s,\"type\":%5$s}"
                .formatted(session.get("session"), n, e.get("aid"), e.get("ts"), e.get("type"));
        boolean click = e.get("type").textValue().equals("clicks");
        events.add(new Sent(e.get("ts").longValue(), click, json));
      }
    }
    events.sort((a, b) -> Long.compare(a.ts(), b.ts()));
    for (boolean clicks : new boolean[] {true, false}) {
      List<String> bodies =
          events.stream().filter(e -> e.click() == clicks).map(Sent::json).toList();
      String path = "/collect/" + (clicks ? "clicks" : "others");
      assertThat(mill.post(path, String.join("\n", bodies)).statusCode()).isEqualTo(200);
    }
  }
}
