package io.eventmill.benchmark.enrich;

import io.eventmill.benchmark.log.LogContestant;
import io.eventmill.benchmark.log.Track;
import io.eventmill.benchmark.measure.CanonicalJson;
import io.eventmill.benchmark.parts.JavaProcess;
import io.eventmill.benchmark.parts.MavenPeer;
import io.eventmill.benchmark.parts.Part;
import io.eventmill.benchmark.race.Arena;
import io.eventmill.benchmark.race.Contestant;
import java.util.ArrayList;
import java.util.List;

/** Who takes part. */
final class Enrichers {
  private static final String CLIENTS =
      "clients as the product's (256 KB batches, 20 ms linger, lz4, acks=all); ";
  private static final List<String> HEAP = List.of("-Xmx1g", "-XX:+UseSerialGC");

  private final Arena arena;
  private final Track track;

  Enrichers(Arena arena, Track track) {
    this.arena = arena;
    this.track = track;
  }

  /** The same work as the peers do: no schema, no deduplication. */
  Contestant eventmill() {
    return new LogContestant(
        track,
        "eventmill",
        "EventsJob, defaults, checkpoints every 10 s; no schema, no deduplication; -Xmx1g",
        CanonicalJson::of,
        lane -> eventsJob(lane, List.of()));
  }

  /** What the product does besides: more work than anybody else here. */
  Contestant eventmillWhole() {
    return new LogContestant(
        track,
        "eventmill, all checks",
        "the same with the JSON Schema of the web-events pipeline and deduplication within 1 h",
        json -> CanonicalJson.without("schema_id", json),
        lane ->
            eventsJob(
                lane,
                List.of(
                    arena
                        .home()
                        .resolve("pipelines/web-events/schemas/web-event.json")
                        .toString())));
  }

  Contestant kafkaStreams() {
    return peer(
        "kafka streams",
        "a thread for each core, Jackson tree, at least once, commits every 10 s; "
            + CLIENTS
            + "-Xmx1g",
        "kafka-streams",
        "KafkaStreamsEnrich",
        List.of());
  }

  Contestant flinkSql() {
    return peer(
        "flink sql",
        "Flink 2.3, JSON format with all columns declared, object reuse, mini cluster with a slot"
            + " for each core, checkpoints every 10 s; "
            + CLIENTS
            + "-Xmx1g",
        "flink-sql",
        "FlinkSqlEnrich",
        List.of(
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED"));
  }

  Contestant spark() {
    List<String> opens = new ArrayList<>();
    for (String name :
        List.of(
            "lang",
            "lang.invoke",
            "lang.reflect",
            "io",
            "net",
            "nio",
            "util",
            "util.concurrent",
            "util.concurrent.atomic")) {
      opens.add("--add-opens=java.base/java." + name + "=ALL-UNNAMED");
    }
    for (String name :
        List.of("sun.nio.ch", "sun.nio.cs", "sun.security.action", "sun.util.calendar")) {
      opens.add("--add-opens=java.base/" + name + "=ALL-UNNAMED");
    }
    return peer(
        "spark",
        "Structured Streaming 4.1, local[*], from_json and to_json with all columns declared; "
            + CLIENTS
            + "-Xmx1g",
        "spark",
        "SparkEnrich",
        opens);
  }

  private Contestant peer(
      String name, String settings, String project, String mainClass, List<String> options) {
    MavenPeer peer = new MavenPeer(arena.home(), project);
    List<String> jvm = new ArrayList<>(HEAP);
    jvm.addAll(options);
    return new LogContestant(
        track,
        name,
        settings,
        CanonicalJson::of,
        lane ->
            Part.start(
                project,
                lane.scratch(),
                JavaProcess.command(
                    peer.classPath(),
                    jvm,
                    mainClass,
                    lane.kafka(),
                    Track.INPUT,
                    lane.output(),
                    lane.scratch(),
                    Columns.of(arena.events())))) {
      @Override
      public void prepare() throws Exception {
        peer.build();
      }
    };
  }

  private Part eventsJob(Track.Lane lane, List<String> schema) throws Exception {
    List<Object> args = new ArrayList<>(List.of(lane.kafka(), lane.output()));
    args.add(lane.scratch().resolve("flink"));
    args.addAll(schema);
    List<String> jvm = new ArrayList<>(HEAP);
    jvm.add("--add-opens=java.base/java.util=ALL-UNNAMED");
    return Part.start(
        "events-job",
        lane.scratch(),
        JavaProcess.command(
            JavaProcess.ours(), jvm, EventsJobProcess.class.getName(), args.toArray()));
  }
}
