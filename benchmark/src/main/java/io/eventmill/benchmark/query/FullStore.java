package io.eventmill.benchmark.query;

import com.fasterxml.jackson.databind.JsonNode;
import io.eventmill.benchmark.measure.Checksum;
import io.eventmill.benchmark.parts.JavaProcess;
import io.eventmill.benchmark.parts.Part;
import io.eventmill.benchmark.race.Arena;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The product's store with its HTTP side in a process of its own, seen from outside. */
final class FullStore implements Full {
  private static final Duration FILL_MAX = Duration.ofHours(4);

  private final Json http = new Json();
  private final Part part;
  private final long events;
  private final boolean inside;
  private final Respondent overHttp;
  private final String door;

  private FullStore(Part part, long events, boolean inside, String... ports) {
    this.part = part;
    this.events = events;
    this.inside = inside;
    this.overHttp = new OverHttp(at(ports[0]), at(ports[1]));
    this.door = at(ports[2]);
  }

  private static String at(String port) {
    return "http://localhost:" + port;
  }

  /** Fills a store and opens its doors. */
  static FullStore of(Arena arena, long events) throws IOException, InterruptedException {
    arena.say("filling DuckDB with " + events + " events");
    Path folder = arena.scratch().resolve("store-" + events);
    Part part =
        Part.start(
            "query",
            folder,
            JavaProcess.command(
                JavaProcess.ours(),
                List.of(
                    "-Xmx1g",
                    "-XX:+UseSerialGC",
                    "--add-opens=java.base/java.nio=ALL-UNNAMED",
                    "--add-opens=java.base/java.util=ALL-UNNAMED"),
                QueryProcess.class.getName(),
                folder.resolve("store"),
                arena.settings().shape(),
                events));
    return new FullStore(part, events, false, part.awaitLine("ports ", FILL_MAX).split(" "));
  }

  /** The same store, asked by its own process. */
  FullStore inside() {
    return new FullStore(part, events, true, overHttp, door);
  }

  private FullStore(Part part, long events, boolean inside, Respondent overHttp, String door) {
    this.part = part;
    this.events = events;
    this.inside = inside;
    this.overHttp = overHttp;
    this.door = door;
  }

  @Override
  public Asked ask(Kind kind, int round, boolean quick) throws Exception {
    if (!inside) {
      return Asked.by(overHttp, kind, events, round, quick);
    }
    JsonNode found =
        http.get(
            URI.create(
                "%s/ask?kind=%s&events=%d&round=%d&quick=%s"
                    .formatted(door, kind.name(), events, round, quick)));
    return new Asked(
        new Checksum(found.path("count").asLong(), found.path("sum").asLong()),
        new Latencies(found.path("p50").asDouble(), found.path("p99").asDouble()));
  }

  @Override
  public AutoCloseable ingest() throws Exception {
    http.get(URI.create(door + "/ingest?on=true"));
    return () -> http.get(URI.create(door + "/ingest?on=false"));
  }

  @Override
  public void close() throws InterruptedException {
    part.close();
  }
}
