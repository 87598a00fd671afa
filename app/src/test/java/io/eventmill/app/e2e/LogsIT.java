package io.eventmill.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server says in its log, as it was asked to. */
class LogsIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TWO =
      "[{\"event_id\":\"log-\\u00e9\\\"1\",\"event_type\":\"t\",\"event_timestamp\":\"2026-01-01T00:00:00Z\"},"
          + "{\"event_id\":\"log-2\",\"event_type\":\"t\",\"event_timestamp\":\"2026-01-01T00:00:00Z\"}]";

  @TempDir Path folder;

  @Test
  void saysEachEventWhenAskedToAndEachLineIsAnObject() throws Exception {
    List<String> lines;
    try (RunningMill mill =
        RunningMill.start(
            folder.resolve("d"), "run", "--log-level", "trace", "--log-format", "JSON")) {
      assertThat(mill.post("/collect/web", TWO).statusCode()).isEqualTo(200);
      lines = Files.readAllLines(folder.resolve("d").resolve("logs/eventmill.log"));
    }
    List<String> accepted = new ArrayList<>();
    for (String line : lines) {
      JsonNode said = JSON.readTree(line);
      assertThat(said.fieldNames())
          .toIterable()
          .containsExactly("time", "level", "logger", "thread", "message", "error");
      if (said.path("logger").asText().equals("AcceptedLog")) {
        accepted.add(said.path("level").asText() + " " + said.path("message").asText());
      }
    }
    assertThat(accepted).hasSize(3);
    assertThat(accepted.get(0)).isEqualTo("DEBUG web: 2 accepted, kept in LOG");
    assertThat(accepted.get(1)).startsWith("TRACE web: event log-é\"1 of ");
    assertThat(accepted.get(2)).startsWith("TRACE web: event log-2 of ");
  }

  @Test
  void saysAllOnTheConsoleWhenAskedToAndNothingOfSingleEvents() throws Exception {
    try (RunningMill mill = RunningMill.start(folder.resolve("d"), "run", "--log-to", "console")) {
      assertThat(mill.post("/collect/web", TWO).statusCode()).isEqualTo(200);
      assertThat(mill.output()).contains(" [INFO ] [").doesNotContain("log-2");
      assertThat(folder.resolve("d").resolve("logs")).doesNotExist();
    }
  }
}
