package io.eventmill.app.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
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

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path data;
  private static RunningMill mill;

  @BeforeAll
  static void start() throws Exception {
    mill = RunningMill.start(data, "run", HostilePipeline.in(data).toString());
  }

  @AfterAll
  static void stop() {
    mill.close();
  }

  @Test
  void nastyValuesComeBackByteForByte() throws Exception {
    List<String> events = new ArrayList<>();
    for (int i = 0; i < NASTY.size(); i++) {
      events.add(event("n" + i, "\"v\":" + NASTY.get(i)));
    }
    events.add(event("twice", "\"v\":1,\"v\":2"));
    events.add(event("case", "\"V\":1,\"v\":2,\"v.a\":3,\"\":4,\"/\":5,\"v\\u0000\":6"));
    for (String event : events) {
      assertThat(mill.post("/collect/hostile", event).statusCode()).as(event).isEqualTo(200);
    }
    mill.untilCount("?type=nasty", events.size());

    String stored = mill.get("/api/events?type=nasty&limit=100").body();

    for (String event : events) {
      assertThat(stored).contains(event);
    }
    assertThat(mill.json("/api/failed").toString()).doesNotContain("STORE_REFUSED");
  }

  /** Of each file another parser says, too, what is to become of it. */
  @Test
  void ofTheJsonTestSuiteTheDoorTakesWhatIsAnEventAndNothingIsLostBehindIt() throws Exception {
    List<Path> suite;
    try (Stream<Path> files = Files.list(SharedFile.of("JSONTestSuite/test_parsing"))) {
      suite = files.sorted().toList();
    }
    assertThat(suite).hasSizeGreaterThan(300);
    long taken = 0;
    for (Path file : suite) {
      byte[] body = Files.readAllBytes(file);
      String name = file.getFileName().toString();
      var answer = mill.post("/collect/hostile", body);
      if (name.startsWith("y_")) {
        assertThat(answer.statusCode()).as(name).isEqualTo(isOneEventOrMore(body) ? 200 : 400);
      }
      if (name.startsWith("n_")) {
        assertThat(answer.statusCode()).as(name).isEqualTo(400);
      }
      if (answer.statusCode() == 200) {
        taken += JSON.readTree(answer.body()).get("accepted").asLong();
      } else {
        assertThat(answer.statusCode()).as(name).isEqualTo(400);
        assertThat(JSON.readTree(answer.body()).at("/error/message").asText()).isNotBlank();
      }
    }
    mill.aGoodEventStillPasses("hostile");
    long failed = taken; // they have no type
    RunningMill.until(
        Duration.ofSeconds(60), failed + " failed events", () -> mill.failedCount() >= failed);
    assertThat(mill.failedCount()).isEqualTo(failed).isGreaterThan(10);
    mill.requireNothingBrokeInside();
  }

  private static boolean isOneEventOrMore(byte[] body) throws Exception {
    JsonNode value = JSON.readTree(body);
    boolean objects = value.isObject() || value.isArray();
    for (JsonNode element : value.isArray() ? value : JSON.createArrayNode()) {
      objects &= element.isObject();
    }
    return objects;
  }

  private static String event(String id, String fields) {
    String event =
        "{\"event_id\":\""
            + id
            + "\",\"event_type\":\"nasty\","
            + "\"event_timestamp\":\"2026-11-20T10:00:00Z\","
            + fields
            + "}";
    return new String(event.getBytes(UTF_8), UTF_8);
  }
}
