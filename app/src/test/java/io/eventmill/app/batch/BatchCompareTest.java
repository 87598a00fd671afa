package io.eventmill.app.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.eventmill.app.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Two batches side by side; what the command says of them, against a plain loop. */
class BatchCompareTest {
  private static final String PIPELINE =
      """
      name: shop
      sources:
        web: {event: {id: /id, type: /kind, time: /at}}
      counts:
        - {name: kinds, by: /kind, every: 1h, source: web}
      attribution:
        - name: buys
          touch: {source: web, type: k1, id: /id}
          conversion: {source: web, type: k2, id: /id}
          on: {user: /user}
          within: 1h
      """;

  @RegisterExtension private final Screen screen = new Screen();
  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(folder.resolve("pipeline.yaml"), PIPELINE);
  }

  @Test
  void everyRowThatDiffersIsCountedOnce() throws Exception {
    Random random = new Random(5);
    List<String> was = new ArrayList<>();
    List<String> is = new ArrayList<>();
    Map<String, Long> wasKinds = new TreeMap<>();
    Map<String, Long> isKinds = new TreeMap<>();
    long changed = 0;
    long failing = 0;
    long passing = 0;
    for (int i = 0; i < 4_000; i++) {
      String kind = "k" + random.nextInt(4);
      String line = line(i, kind, random.nextInt(50), 1);
      int fate = random.nextInt(20);
      if (fate == 0) { // the same kind, another field
        changed++;
        add(was, wasKinds, kind, line);
        add(is, isKinds, kind, line(i, kind, 99, 1).replace("\"n\":1", "\"n\":2"));
      } else if (fate == 1) { // fails from now on
        failing++;
        add(was, wasKinds, kind, line);
        is.add(line.replace("\"at\":", "\"et\":"));
      } else if (fate == 2) { // passes from now on
        passing++;
        was.add(line.replace("\"at\":", "\"et\":"));
        add(is, isKinds, kind, line);
      } else {
        add(was, wasKinds, kind, line);
        add(is, isKinds, kind, line);
      }
    }
    batch("old", was);
    batch("next", is);

    JsonNode found = compared(1, "next", "old");
    assertThat(found.path("equal").asBoolean()).isFalse();
    JsonNode events = part(found, "events", "web");
    assertThat(sums(events))
        .containsExactly(4_000 - passing, 4_000 - failing, failing, passing, changed);
    assertThat(sums(part(found, "failed", "web TIME_MISSING")))
        .containsExactly(passing, failing, passing, failing, 0L);
    JsonNode example = null;
    for (JsonNode one : events.path("examples")) {
      example = one.path("in").asText().equals("both") ? one : example;
    }
    assertThat(example.path("fields").findValuesAsText("field")).contains("/n");
    assertThat(events.path("examples")).hasSize(9);
    long differing = 0;
    for (String kind : wasKinds.keySet()) {
      differing += wasKinds.get(kind).equals(isKinds.get(kind)) ? 0 : 1;
    }
    assertThat(sums(part(found, "counts", "kinds"))).containsExactly(4L, 4L, 0L, 0L, differing);
    assertThat(part(found, "attributed", "buys").path("old").asLong())
        .isEqualTo(wasKinds.get("k2"));

    assertThat(run("--name", "next", "--compare", "--against", "old")).isEqualTo(1);
    assertThat(said()).contains("only old").contains("/n 1 → 2").contains("They differ.");
    assertThat(run("--name", "next", "--compare", "--against", "next2")).isEqualTo(2);
    assertThat(said()).contains("there is no finished batch in");
    assertThat(folder.resolve("data/batch/next/comparing")).doesNotExist();
  }

  @Test
  void whatAStoppedServerLeftIsHeldAgainstTheBatch() throws Exception {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      lines.add(line(i, "k" + i % 4, i % 7, 1));
    }
    batch("next", lines);
    assertThat(run("--name", "next", "--compare")).isEqualTo(2);
    assertThat(said()).contains("there is no store in");

    Path store = Files.createDirectories(folder.resolve("data/store"));
    Files.copy(
        folder.resolve("data/batch/next/result/store/events.duckdb"),
        store.resolve("events.duckdb"));
    assertThat(compared(0, "next", null).path("equal").asBoolean()).isTrue();
    lines.add(line(501, "k1", 1, 1));
    batch("next", lines);
    assertThat(sums(part(compared(1, "next", null), "events", "web")))
        .containsExactly(500L, 501L, 0L, 1L, 0L);

    Files.writeString(folder.resolve("pipeline.yaml"), PIPELINE + "# another\n");
    assertThat(run("--name", "next", "--compare")).isEqualTo(2);
    assertThat(said()).contains("the batch was made by another text of the pipeline file");
  }

  private static void add(List<String> lines, Map<String, Long> kinds, String kind, String line) {
    lines.add(line);
    kinds.merge(kind, 1L, Long::sum);
  }

  private static String line(int id, String kind, int user, int n) {
    return "{\"id\":\"e%d\",\"kind\":\"%s\",\"user\":\"u%d\",\"n\":%d,\"at\":1700000000}"
        .formatted(id, kind, user, n);
  }

  /** All lines in a file whose name and time are always the same, so that places are. */
  private void batch(String name, List<String> lines) throws IOException {
    Path file = folder.resolve("all.jsonl");
    Files.writeString(file, String.join("\n", lines));
    assertThat(run("--name", name, "--file", file.toString())).as(said()).isEqualTo(0);
  }

  private JsonNode compared(int exit, String name, String against) throws IOException {
    List<String> args = new ArrayList<>(List.of("--name", name, "--compare", "--json"));
    if (against != null) {
      args.addAll(List.of("--against", against));
    }
    assertThat(run(args.toArray(String[]::new))).as(said()).isEqualTo(exit);
    return new ObjectMapper().readTree(said());
  }

  private static JsonNode part(JsonNode report, String kind, String name) {
    for (JsonNode part : report.path("parts")) {
      if (part.path("kind").asText().equals(kind) && part.path("name").asText().equals(name)) {
        return part;
      }
    }
    throw new AssertionError("no " + kind + " " + name + " in " + report);
  }

  private static List<Long> sums(JsonNode part) {
    List<Long> sums = new ArrayList<>();
    for (String name : List.of("old", "new", "only_old", "only_new", "differing")) {
      sums.add(part.path(name).asLong());
    }
    return sums;
  }

  private int run(String... options) {
    List<String> args =
        new ArrayList<>(
            List.of("batch", folder.toString(), "--data", folder.resolve("data").toString()));
    args.addAll(List.of(options));
    screen.clear();
    return Main.run(args.toArray(String[]::new));
  }

  private String said() {
    return screen.said();
  }
}
