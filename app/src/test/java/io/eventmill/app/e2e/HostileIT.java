package io.eventmill.app.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is legal but nasty goes all the way and comes back; what is broken stops at the door. */
class HostileIT {
  /** Values of one field, as JSON: every one of them legal. */
  private static final List<String> NASTY =
      List.of(
          "\"\\ud83d\"", // half a character, as browsers send it
          "\"\\u0000 nul\"",
          "1e400",
          "-0.0",
          "123456789012345678901234567890.123",
          "\"'; DROP TABLE events; --\"",
          "\"%_\\\\ \\\" \\/ \u2028 \ud83d\ude00 \u202e\"",
          "{\"a\":{\"a\":{\"a\":[1,[2,[3]]]}}}",
          "[]",
          "{}",
          "null",
          "\"\"",
          "9223372036854775808",
          "true");

  @TempDir private Path data;

  @Test
  void nastyValuesComeBackByteForByte() throws Exception {
    List<String> events = new ArrayList<>();
    for (int i = 0; i < NASTY.size(); i++) {
      events.add(event("n" + i, "\"v\":" + NASTY.get(i)));
    }
    events.add(event("twice", "\"v\":1,\"v\":2"));
    events.add(event("case", "\"V\":1,\"v\":2,\"v.a\":3,\"\":4,\"/\":5,\"v\\u0000\":6"));
    try (RunningMill mill = RunningMill.start(data, "run", HostilePipeline.in(data).toString())) {
      for (String event : events) {
        assertThat(mill.post("/collect/hostile", event).statusCode()).as(event).isEqualTo(200);
      }
      mill.untilCount("", events.size());

      String stored = mill.get("/api/events?limit=100").body();

      for (String event : events) {
        assertThat(stored).contains(event);
      }
      assertThat(mill.json("/api/failed").toString()).doesNotContain("STORE_REFUSED");
    }
  }

  @Test
  void brokenBodiesAreRefusedAndTheNextGoodOneIsTaken() throws Exception {
    Path suite = SharedFile.of("JSONTestSuite/test_parsing");
    List<Path> broken;
    try (Stream<Path> files = Files.list(suite)) {
      broken = files.filter(f -> f.getFileName().toString().startsWith("n_")).sorted().toList();
    }
    assertThat(broken).hasSizeGreaterThan(100);
    try (RunningMill mill = RunningMill.start(data, "run", HostilePipeline.in(data).toString())) {
      for (Path body : broken) {
        var answer = mill.post("/collect/hostile", Files.readAllBytes(body));
        assertThat(answer.statusCode()).as(body.toString()).isBetween(400, 499);
        assertThat(answer.body()).as(body.toString()).contains("\"error\"");
      }
      mill.post("/collect/hostile", event("good", "\"v\":1"));
      mill.untilCount("", 1);
      JsonNode failed = mill.json("/api/failed").get("failed");
      assertThat(failed).isEmpty();
    }
  }

  private static String event(String id, String fields) {
    String event =
        "{\"event_id\":\""
            + id
            + "\",\"event_type\":\"t\","
            + "\"event_timestamp\":\"2026-11-20T10:00:00Z\","
            + fields
            + "}";
    return new String(event.getBytes(UTF_8), UTF_8);
  }
}
