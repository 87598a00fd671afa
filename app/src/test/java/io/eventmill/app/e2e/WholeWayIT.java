package io.eventmill.app.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One event all the way, through the real process: door, log, job, store, questions. */
class WholeWayIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path shared;
  private static RunningMill mill;

  @TempDir private Path data;

  /** For the tests that leave it running; each speaks of its own events. */
  @BeforeAll
  static void start() throws Exception {
    mill = RunningMill.start(shared, "run");
  }

  @AfterAll
  static void stop() {
    mill.close();
  }

  @Test
  void listensToThisMachineAlone() throws Exception {
    Listeners listeners = Listeners.of(mill.pid());

    List<Integer> named =
        Stream.of(mill.url("/"), mill.sideUrl("/"), URI.create(mill.flinkUrl()))
            .map(URI::getPort)
            .toList();
    assertThat(listeners.here()).containsAll(named);
    assertThat(listeners.here()).contains(Integer.valueOf(mill.bootstrapServers().split(":")[1]));
    assertThat(listeners.everywhere()).isEmpty();
  }

  @Test
  void anEventComesOutEnrichedAndOtherwiseUnchanged() throws Exception {
    String event =
        "{\"event_id\":\"e-1\", \"event_type\":\"Sign-Up ü\",\"event_timestamp\":"
            + "\"2026-11-20 23:48:58.618179\",\"utm_source\":\"google\",\"n\":1.500,"
            + "\"user_custom_id\":\"ada@hotmail.com\"}";
    HttpResponse<String> kept = mill.post("/collect/web", event);
    assertThat(kept.statusCode()).isEqualTo(200);
    assertThat(JSON.readTree(kept.body()).get("accepted").asInt()).isEqualTo(1);
    mill.untilCount("?where=event_id:e-1", 1);

    JsonNode found = mill.json("/api/events?type=" + RunningMill.encode("Sign-Up ü"));
    assertThat(found.get("events")).hasSize(1);
    JsonNode e = found.get("events").get(0);
    assertThat(e.get("id").asText()).isEqualTo("e-1");
    assertThat(e.get("time").asText()).isEqualTo("2026-11-20T23:48:58.618179Z");
    String enriched =
        event.substring(0, event.length() - 1)
            + ",\"source_category\":\"search_engine\",\"user_email_domain\":\"hotmail.com\","
            + "\"schema_id\":1}";
    assertThat(mill.get("/api/events").body()).contains(enriched);
    assertThat(mill.get("/api/events", "Accept", "text/csv").body()).startsWith("id,source,type");

    assertThat(values(mill, "raw-web-events")).containsOnlyOnce(event);
    assertThat(values(mill, "enriched-web-events")).containsOnlyOnce(enriched);
    assertThat(body(mill.flinkUrl() + "/jobs")).contains("RUNNING");
  }

  @Test
  void takesEveryFormOfBodyAndKeepsAllOrNothing() throws Exception {
    mill.post("/collect/web", "[" + page(1) + "," + page(2) + "]");
    mill.post("/collect/web", page(3) + "\n" + page(4) + "\n");
    HttpResponse<String> zipped =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(mill.url("/collect/web"))
                    .header("Content-Encoding", "gzip")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(gzip(page(5))))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(zipped.statusCode()).isEqualTo(200);
    mill.untilCount("?type=pageview", 5);

    HttpResponse<String> refused = mill.post("/collect/web", "[" + page(6) + ",7]");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("1"); // the index of the wrong one
    assertThat(mill.post("/collect/nowhere", page(8)).statusCode()).isEqualTo(404);
    mill.post("/collect/web", page(9));
    mill.untilCount("?type=pageview", 6);
    assertThat(mill.count("?where=n:6")).isZero();
  }

  @Test
  void whatCannotBeProcessedIsKeptWithItsBytesAndStopsNothing() throws Exception {
    String noTime = "{\"event_id\":\"x\",\"event_type\":\"t\"}";
    assertThat(mill.post("/collect/web", noTime).statusCode()).isEqualTo(200);
    mill.aGoodEventStillPasses("web");

    RunningMill.until(Duration.ofSeconds(20), "the failed event", () -> failed(mill).size() == 1);
    JsonNode failure = failed(mill).get(0);
    assertThat(failure.toString()).contains("TIME_MISSING").contains("/event_timestamp");
    JsonNode onTopic = JSON.readTree(values(mill, "failed-web-events").get(0));
    assertThat(onTopic.toString()).contains("TIME_MISSING");
    assertThat(onTopic.toString()).contains(JSON.writeValueAsString(noTime));
  }

  @Test
  void goesOnAfterCtrlCAndAfterKill9WithEveryEventOnce() throws Exception {
    long sent = 0;
    for (int round = 0; round < 3; round++) {
      try (RunningMill mill = RunningMill.start(data, "run")) {
        mill.untilCount("", sent);
        List<String> bodies = new ArrayList<>();
        for (int batch = 0; batch < 20; batch++) {
          int base = round * 2000 + batch * 100;
          bodies.add(
              IntStream.range(base, base + 100)
                  .mapToObj(WholeWayIT::page)
                  .collect(Collectors.joining("\n")));
        }
        for (String body : bodies) {
          assertThat(mill.post("/collect/web", body).statusCode()).isEqualTo(200);
          sent += 100;
        }
        if (round == 0) {
          assertThat(mill.interrupt()).isIn(0, 130);
          assertThat(mill.output()).contains("Stopped.");
        } else {
          mill.kill(); // with events anywhere between the log and the store
        }
      }
    }
    try (RunningMill mill = RunningMill.start(data, "run")) {
      mill.untilCount("", sent);
      JsonNode top = mill.json("/api/events/top?field=/n&limit=1000");
      assertThat(top.get("values").get(0).get("count").asLong()).isEqualTo(1);
    }
  }

  @Test
  void aSecondServerOnTheSameFolderIsToldSo() throws Exception {
    Cli second = Cli.run("run", "--data", shared.toString(), "--port", "0");
    assertThat(second.exit()).isEqualTo(2);
    assertThat(second.output()).contains("another Eventmill holds").contains("--data DIR");
  }

  private static JsonNode failed(RunningMill mill) {
    try {
      return mill.json("/api/failed").get("failed");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static String page(int n) {
    return "{\"event_id\":\"id-"
        + n
        + "\",\"event_type\":\"pageview\","
        + "\"event_timestamp\":\"2026-11-20T10:00:00Z\",\"n\":"
        + n
        + "}";
  }

  private static byte[] gzip(String text) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(text.getBytes(UTF_8));
    }
    return out.toByteArray();
  }

  private static String body(String url) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  /** As any other Kafka client would read them. */
  static List<String> values(RunningMill mill, String topic) {
    var settings =
        java.util.Map.<String, Object>of(
            "bootstrap.servers", mill.bootstrapServers(), "auto.offset.reset", "earliest");
    List<String> values = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      TopicPartition partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        for (ConsumerRecord<byte[], byte[]> r : consumer.poll(Duration.ofSeconds(1))) {
          values.add(new String(r.value(), UTF_8));
        }
      }
    }
    return values;
  }
}
