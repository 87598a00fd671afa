package io.eventmill.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server's own store beside what a batch over its lake gives. */
class BatchIT {
  private static final String PIPELINE =
      """
      name: shop
      sources:
        web:
          event: {id: /id, type: /kind, time: /at}
          deduplicate: {within: 1h}
      enrich:
        - text: {from: [/kind, /user], into: label}
      counts:
        - {name: kinds, source: web, by: /kind, every: 1m, lateness: 1d}
      attribution:
        - name: buys
          touch: {source: web, type: click}
          conversion: {source: web, type: buy}
          on: {user: /user}
          within: 10m
          lateness: 1m
      archive: {from: raw, to: lake, compression: gzip, roll: {every: 1s, count: 300}}
      """;

  private static final Map<String, String> TABLES =
      Map.of(
          "events", "id, source, type, time, received, json",
          "failed", "id, source, stage, reason, message, pointer, received, attempts, body",
          "dropped", "id, source, cause, received",
          "results", "result, version, id, time, json");
  private static final String PLACE =
      ", origin_topic_high, origin_topic_low, origin_partition, origin_offset";

  @TempDir private Path dir;

  /**
   * @param at seconds; those of a sent event that has no kind or no time are not read
   */
  private record Sent(String id, String kind, String user, long at, String defect) {
    String json() {
      return "{\"id\":\"%s\"%s,\"user\":\"%s\",\"at\":%s}"
          .formatted(
              id,
              defect.equals("TYPE_MISSING") ? "" : ",\"kind\":\"" + kind + "\"",
              user,
              defect.equals("TIME_INVALID") ? "\"soon\"" : at);
    }
  }

  @Test
  void aBatchOverTheLakeOfARunningServerGivesWhatTheServerStored() throws Exception {
    Files.writeString(dir.resolve("pipeline.yaml"), PIPELINE);
    List<Sent> sent = drawn(4_000);
    Path data = dir.resolve("data");
    String[] batch = {"batch", dir.toString(), "--data", data.toString()};
    Cli ran;
    try (RunningMill mill = start(data)) {
      for (int from = 0; from < sent.size(); from += 1_000) {
        String body =
            sent.subList(from, Math.min(from + 1_000, sent.size())).stream()
                .map(Sent::json)
                .collect(Collectors.joining("\n"));
        assertThat(mill.post("/collect/web", body).statusCode()).isEqualTo(200);
      }
      mill.untilCount("?source=web", good(sent).size());
      AttributedTopic.untilFinal(mill, "attributed-buys", buys(sent));
      RunningMill.until(
          Duration.ofSeconds(60), "the lake", () -> sql(mill, "FROM lake.shop_raw") == sent.size());
      RunningMill.until(
          Duration.ofSeconds(60),
          "the final rows",
          () -> sql(mill, "FROM attributed_buys WHERE final") == buys(sent));

      ran = Cli.run(batch);
      assertThat(mill.interrupt()).isEqualTo(130);
    }
    assertThat(ran.exit()).as(ran.output()).isZero();
    assertThat(ran.output()).contains("%,12d  events stored".formatted(good(sent).size()));

    Map<String, List<String>> live = tables(data);
    Map<String, List<String>> again = tables(data.resolve("batch/shop/result"));
    assertThat(live.get("events")).hasSize(good(sent).size());
    assertThat(live.get("failed")).hasSize(failed(sent));
    assertThat(live.get("dropped")).hasSize(sent.size() - good(sent).size() - failed(sent));
    assertThat(live.get("results")).hasSize(windows(sent) + buys(sent));
    for (String table : TABLES.keySet()) {
      assertThat(again.get(table)).as(table).isEqualTo(live.get(table));
    }
  }

  private RunningMill start(Path data) throws Exception {
    return RunningMill.start(
        data,
        "run",
        dir.toString(),
        "--set",
        "process.idle=5s",
        "--set",
        "process.checkpoint_interval=500ms",
        "--set",
        "process.attribution_grace=3s");
  }

  /** An event for each second, out of order by some; a few are sent twice, a few are broken. */
  private static List<Sent> drawn(int count) {
    Random random = new Random(7);
    List<Map.Entry<Integer, Sent>> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int kind = random.nextInt(20);
      String defect = kind == 0 ? "TYPE_MISSING" : kind == 1 ? "TIME_INVALID" : "";
      Sent one =
          new Sent(
              "e-" + i,
              kind < 6 ? "buy" : "click",
              "u" + random.nextInt(60),
              1_772_366_400L + i,
              defect);
      all.add(Map.entry(i + random.nextInt(20), one));
      if (random.nextInt(10) == 0) {
        all.add(Map.entry(i + random.nextInt(200), one));
      }
    }
    return all.stream().sorted(Map.Entry.comparingByKey()).map(Map.Entry::getValue).toList();
  }

  private static List<Sent> good(List<Sent> sent) {
    Set<String> ids = new HashSet<>();
    return sent.stream().filter(s -> s.defect().isEmpty() && ids.add(s.id())).toList();
  }

  private static int failed(List<Sent> sent) {
    return (int) sent.stream().filter(s -> !s.defect().isEmpty()).count();
  }

  private static int buys(List<Sent> sent) {
    return (int) good(sent).stream().filter(s -> s.kind().equals("buy")).count();
  }

  private static int windows(List<Sent> sent) {
    return (int) good(sent).stream().map(s -> s.at() / 60 + s.kind()).distinct().count();
  }

  private static long sql(RunningMill mill, String from) {
    try {
      Cli asked =
          Cli.run("sql", "--csv", "SELECT count(*) AS n " + from, "--to", mill.url("") + "");
      String[] lines = asked.output().strip().split("\r?\n");
      return lines.length == 2 && lines[0].equals("n") ? Long.parseLong(lines[1]) : -1;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** All rows of a store, in order. */
  private static Map<String, List<String>> tables(Path data) throws SQLException {
    Map<String, List<String>> tables = new HashMap<>();
    try (StoreFile store = StoreFile.of(data)) {
      for (Map.Entry<String, String> table : TABLES.entrySet()) {
        String columns = table.getValue() + (table.getKey().equals("results") ? "" : PLACE);
        String sql =
            "SELECT {%s}::VARCHAR FROM %s ORDER BY 1".formatted(named(columns), table.getKey());
        tables.put(table.getKey(), store.rows(sql).stream().map(row -> (String) row[0]).toList());
      }
    }
    return tables;
  }

  private static String named(String columns) {
    return List.of(columns.split(", ")).stream()
        .map(column -> "'%s': %s".formatted(column, column))
        .collect(Collectors.joining(", "));
  }
}
