package io.eventmill.app.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is older than a pipeline says goes from the store of a running server. */
class RetentionIT {
  private static final String PIPELINE =
      """
      name: short
      sources:
        web:
          topics: {retention: 36500d}
          event: {id: /id, type: /type, time: /time}
          deduplicate: {within: 0s}
          retain: %s
        kept:
          event: {id: /id, type: /type, time: /time}
      counts:
        - {name: kinds, source: web, by: /type, every: 1h, retain: 60d}
      """;

  @TempDir private Path folder;

  @Test
  void oldEventsGoNewOnesStayAndTheLedgerAddsUp() throws Exception {
    Path file = folder.resolve("pipeline.yaml");
    Files.writeString(file, PIPELINE.formatted("36500d"));
    Path data = folder.resolve("data");
    Instant now = Instant.now();
    Instant old = now.minus(Duration.ofDays(100));
    try (RunningMill mill = start(file, data)) {
      put(mill, "web", 0, 700, old);
      put(mill, "kept", 0, 40, old);
      put(mill, "web", 700, 1_000, now);
      OtherProducer broken = new OtherProducer("raw-web");
      broken.put(old.toEpochMilli(), null, "no JSON".getBytes(UTF_8));
      broken.send(mill.bootstrapServers());
      mill.untilCount("?source=web", 1_000);
      mill.untilCount("?source=kept", 40);
      RunningMill.until(Duration.ofSeconds(60), "the failed one", () -> mill.failedCount() == 1);
      RunningMill.until(Duration.ofSeconds(60), "old windows to go", () -> windows(mill) == 1);
      assertAddsUp(mill);
      mill.interrupt();
    }

    Files.writeString(file, PIPELINE.formatted("30d"));
    try (RunningMill mill = start(file, data)) {
      mill.untilCount("?source=web", 300);
      RunningMill.until(Duration.ofSeconds(60), "the failed to go", () -> mill.failedCount() == 0);

      assertThat(mill.count("?source=kept")).isEqualTo(40);
      assertThat(mill.get("/api/events/web-5").statusCode()).isEqualTo(404);
      assertThat(mill.get("/api/events/web-705").statusCode()).isEqualTo(200);
      JsonNode report = assertAddsUp(mill);
      assertThat(report.at("/total/accepted").asLong()).isEqualTo(340);
      assertThat(report.at("/total/missing").asLong()).isZero();
      JsonNode web = report.get("sources").get(0);
      assertThat(web.get("source").asText()).isEqualTo("web");
      Instant since = Instant.parse(web.get("kept_since").asText());
      assertThat(since).isBetween(now.minus(Duration.ofDays(31)), now);
      assertThat(mill.metrics())
          .contains("eventmill_retention_removed_rows_total{kind=\"events\",name=\"web\"} 701.0")
          .contains("eventmill_retention_failing 0.0");

      put(mill, "web", 1_000, 1_050, now);
      mill.untilCount("?source=web", 350);
      assertAddsUp(mill);
      mill.interrupt();
    }
  }

  private static RunningMill start(Path pipeline, Path data) throws Exception {
    return RunningMill.start(
        data,
        "run",
        pipeline.toString(),
        "--set",
        "process.checkpoint_interval=500ms",
        "--set",
        "load.retain_every=300ms",
        "--set",
        "load.retain_rows=64",
        "--set",
        "load.retain_pause=1ms");
  }

  private static void put(RunningMill mill, String source, int from, int to, Instant received)
      throws Exception {
    OtherProducer producer = new OtherProducer("raw-" + source);
    for (int i = from; i < to; i++) {
      String event =
          "{\"id\":\"%s-%d\",\"type\":\"view\",\"time\":\"%s\"}".formatted(source, i, received);
      producer.put(received.toEpochMilli(), null, event.getBytes(UTF_8));
    }
    producer.send(mill.bootstrapServers());
  }

  private static long windows(RunningMill mill) {
    try {
      return mill.json("/api/counts/kinds").get("rows").size();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode assertAddsUp(RunningMill mill) throws Exception {
    Cli audit = Cli.run("audit", "--wait", "60s", "--to", mill.url("").toString());
    assertThat(audit.exit()).as(audit.output()).isZero();
    assertThat(audit.output()).contains("It adds up: every event is accounted for.");
    return mill.json("/api/audit");
  }
}
