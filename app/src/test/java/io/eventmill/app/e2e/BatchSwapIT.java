package io.eventmill.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * History after a rule changed: a server by old rules, a batch by new ones over its lake, both side
 * by side, the swap, and the server by new rules going on.
 */
class BatchSwapIT {
  private static final String OLD =
      """
      name: shop
      sources:
        web: {topics: {partitions: 2}, event: {id: /id, type: /type, time: /at}}
      counts:
        - {name: kinds, by: /kind, every: 1h, source: web}
      archive: {from: raw, to: lake/, roll: {every: 1s}}
      """;

  /** Events without a type have one now, those of one kind are left out, all get a field. */
  private static final String NEW =
      OLD.replace("type: /type", "type: /kind")
          .replace(
              "time: /at}}",
              "time: /at}, keep: 'event.kind != \"noise\"'}\n"
                  + "enrich:\n  - constant: {value: new, into: rules}");

  @TempDir private Path dir;
  private int sent;

  @Test
  void allEventsOldAndNewAreByTheNewRulesAndTheLedgerAddsUp() throws Exception {
    write(OLD);
    try (RunningMill mill = start()) {
      send(mill, 600, 10);
      RunningMill.until(Duration.ofSeconds(60), "the old rows", () -> mill.count("") == 400);
      RunningMill.until(Duration.ofSeconds(60), "failed", () -> mill.failedCount() == 200);
      untilInLake(600);
      Cli equal = cli("--compare");
      assertThat(equal.exit()).as(equal.output()).isZero();
      assertThat(equal.output()).contains("old: the server http").contains("They are equal.");
      assertThat(cli("--swap").output()).contains("a server works in");
      assertThat(mill.interrupt()).isIn(0, 130);
    }

    write(NEW);
    Cli batch = cli();
    assertThat(batch.exit()).as(batch.output()).isZero();
    Cli compared = cli("--compare", "--json");
    assertThat(compared.exit()).as(compared.output()).isEqualTo(1);
    JsonNode report = new ObjectMapper().readTree(compared.output());
    assertThat(part(report, "events", "web").path("only_new").asInt()).isEqualTo(100);
    assertThat(part(report, "events", "web").path("only_old").asInt()).isEqualTo(100);
    assertThat(part(report, "events", "web").path("differing").asInt()).isEqualTo(300);
    assertThat(part(report, "failed", "web TYPE_MISSING").path("only_old").asInt()).isEqualTo(200);
    assertThat(part(report, "dropped", "web filtered").path("only_new").asInt()).isEqualTo(200);

    Cli swap = cli("--swap");
    assertThat(swap.exit()).as(swap.output()).isZero();
    Cli after = cli("--compare");
    assertThat(after.exit()).as(after.output()).isZero();
    assertThat(Files.list(dir.resolve("data/replaced")).toList()).hasSize(1);

    try (RunningMill mill = start()) {
      send(mill, 300, 12);
      RunningMill.until(
          Duration.ofSeconds(60), "the new rows", () -> mill.count("?where=rules:new") == 600);
      RunningMill.until(Duration.ofSeconds(60), "the ledger", () -> isQuiet(mill));
      assertThat(mill.count("")).isEqualTo(600);
      assertThat(mill.failedCount()).isZero();
      JsonNode audit = mill.json("/api/audit");
      assertThat(audit.path("adds_up").asBoolean()).as(audit.toString()).isTrue();
      assertThat(audit.path("total").path("accepted").asInt()).isEqualTo(900);
      assertThat(audit.path("total").path("stored").asInt()).isEqualTo(600);
      assertThat(audit.path("total").path("filtered").asInt()).isEqualTo(300);
      RunningMill.until(Duration.ofSeconds(60), "the counts", () -> sum(mill) == 600);
      assertThat(mill.json("/api/counts/kinds?where=kind:noise").path("rows")).isEmpty();
      assertThat(mill.interrupt()).isIn(0, 130);
    }
    assertThat(cli("--drop-old").output()).contains("1 replaced stores removed");
    assertThat(Files.list(dir.resolve("data/replaced")).toList()).isEmpty();
  }

  /**
   * Every third has no type, which the old rules want; every third, others among them, is noise.
   */
  private void send(RunningMill mill, int count, int hour) throws Exception {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < count; i++) {
      String type = i % 3 == 0 ? "" : "\"type\":\"t\",";
      String kind = i % 6 < 2 ? "noise" : "kind" + i % 6;
      lines.append(
          "{\"id\":\"e-%d\",%s\"kind\":\"%s\",\"at\":\"2026-11-20T%d:00:00Z\"}\n"
              .formatted(sent++, type, kind, hour));
    }
    assertThat(mill.post("/collect/web", lines.toString()).statusCode()).isEqualTo(200);
  }

  private static long sum(RunningMill mill) {
    try {
      return mill.json("/api/counts/kinds").path("sum").asLong();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isQuiet(RunningMill mill) {
    try {
      JsonNode audit = mill.json("/api/audit");
      return audit.path("quiet").asBoolean() && audit.path("total").path("accepted").asInt() == 900;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** The lake says how far it is: a batch that reads all of it has so many rows. */
  private void untilInLake(int rows) {
    RunningMill.until(
        Duration.ofSeconds(60),
        rows + " rows in the lake",
        () -> {
          try {
            return cli().output().contains("%,d  rows read".formatted(rows));
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static JsonNode part(JsonNode report, String kind, String name) {
    for (JsonNode part : report.path("parts")) {
      if (part.path("kind").asText().equals(kind) && part.path("name").asText().equals(name)) {
        return part;
      }
    }
    throw new AssertionError("no " + kind + " " + name + " in " + report);
  }

  private void write(String pipeline) throws Exception {
    Files.writeString(dir.resolve("pipeline.yaml"), pipeline);
  }

  private RunningMill start() throws Exception {
    return RunningMill.start(
        dir.resolve("data"),
        "run",
        dir.toString(),
        "--set",
        "process.checkpoint_interval=1s",
        "--set",
        "audit.every=1s");
  }

  private Cli cli(String... options) throws Exception {
    String[] args = new String[4 + options.length];
    args[0] = "batch";
    args[1] = dir.toString();
    args[2] = "--data";
    args[3] = dir.resolve("data").toString();
    System.arraycopy(options, 0, args, 4, options.length);
    return Cli.run(args);
  }
}
