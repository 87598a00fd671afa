package io.eventmill.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.collect.TestLog.Raw;
import io.eventmill.collect.spool.SpoolState.Status;
import io.eventmill.topics.HeaderNames;
import io.eventmill.topics.KafkaAddress;
import io.eventmill.topics.broker.EmbeddedBroker;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clients get while the log is away, and what is on it when it is back. */
class LogAwayTest {
  @TempDir Path dir;

  @Test
  void withoutASpoolTheClientIsAskedToComeAgain() throws Exception {
    CollectConfig config = CollectConfig.defaults().with("ack_timeout", "200ms");
    try (TestDoor door =
        TestDoor.open(
            config, List.of(TestDoor.source("web", "raw-x")), KafkaAddress.of("localhost:1"))) {
      HttpResponse<String> answer = door.post("/collect", "{}");

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().firstValue("retry-after")).contains("2");
      assertThat(answer.body()).contains("log_unavailable");
      assertThat(door.collector.spoolState().status()).isEqualTo(Status.OFF);
    }
  }

  @Test
  void theSpoolTakesOverAndIsEmptiedWhenTheLogIsBack() throws Exception {
    Path logDir = dir.resolve("log");
    EmbeddedBroker broker = EmbeddedBroker.start(logDir, 0);
    int port = broker.port();
    KafkaAddress kafka = KafkaAddress.of(broker.bootstrapServers());
    String topic = TestLog.newTopic(kafka, 2, 2 << 20);
    CollectConfig config =
        CollectConfig.defaults()
            .with("spool_dir", dir.resolve("spool"))
            .with("spool_after", "300ms");
    try (TestDoor door = TestDoor.open(config, List.of(TestDoor.source("web", topic)), kafka)) {
      assertThat(post(door, "a")).isEqualTo("{\"accepted\":1}");

      broker.close();
      assertThat(post(door, "b")).isEqualTo("{\"accepted\":1,\"durability\":\"spooled\"}");
      assertThat(post(door, "c")).isEqualTo("{\"accepted\":1,\"durability\":\"spooled\"}");
      assertThat(door.post("/collect", "[{},{}]").body())
          .startsWith("{\"accepted\":2,\"durability\":\"spooled\",\"ids\":[");
      assertThat(door.collector.spoolState().status()).isEqualTo(Status.SPOOLING);
      assertThat(door.collector.spoolState().waitingEvents()).isEqualTo(4);
      assertThat(door.collector.spoolState().oldestMillis()).isEqualTo(TestDoor.NOW);

      broker = EmbeddedBroker.start(logDir, port);
      Eventually.holds(() -> door.collector.spoolState().status() == Status.OK);
      assertThat(post(door, "d")).isEqualTo("{\"accepted\":1}");
      assertThat(door.post("/collect", "7").statusCode()).isEqualTo(400);
      assertThat(door.collector.counts().acceptedEvents()).isEqualTo(Map.of("web", 6L));
      assertThat(door.collector.counts().spooledEvents()).isEqualTo(Map.of("web", 4L));
      assertThat(door.collector.counts().refusedRequests()).isEqualTo(Map.of("not_an_object", 1L));

      List<Raw> raws = TestLog.read(kafka, topic);
      assertThat(raws).hasSize(6).extracting(Raw::id).doesNotHaveDuplicates();
      assertThat(raws).extracting(Raw::id).contains("a", "b", "c", "d");
      assertThat(raws.stream().filter(r -> r.id().equals("c")).findFirst().orElseThrow())
          .satisfies(r -> assertThat(r.header(HeaderNames.SPOOL)).isNotNull());
    } finally {
      broker.close();
    }
  }

  @Test
  void aFullSpoolAsksTheClientToComeAgain() throws Exception {
    CollectConfig config =
        CollectConfig.defaults()
            .with("spool_dir", dir.resolve("spool"))
            .with("spool_max", "1000")
            .with("spool_after", "100ms");
    try (TestDoor door =
        TestDoor.open(
            config, List.of(TestDoor.source("web", "raw-x")), KafkaAddress.of("localhost:1"))) {
      assertThat(post(door, "a")).contains("spooled");

      HttpResponse<String> answer = door.post("/collect", "{\"a\":\"" + "x".repeat(900) + "\"}");

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().firstValue("retry-after")).contains("2");
      assertThat(answer.body())
          .contains("spool_full")
          .contains("(collect.spool_max)")
          .contains("\"limit\":1000");
      assertThat(door.collector.spoolState().status()).isEqualTo(Status.FULL);
    }
  }

  @Test
  void manyClientsAtOnceLoseNothingWhenTheLogGoesAwayUnderLoad() throws Exception {
    Path logDir = dir.resolve("log");
    EmbeddedBroker broker = EmbeddedBroker.start(logDir, 0);
    int port = broker.port();
    KafkaAddress kafka = KafkaAddress.of(broker.bootstrapServers());
    String topic = TestLog.newTopic(kafka, 2, 2 << 20);
    CollectConfig config =
        CollectConfig.defaults()
            .with("spool_dir", dir.resolve("spool"))
            .with("spool_after", "300ms");
    var clients = Executors.newFixedThreadPool(8);
    try (TestDoor door = TestDoor.running(config, topic, kafka)) {
      List<CompletableFuture<Integer>> sent =
          IntStream.range(0, 3_000)
              .mapToObj(i -> CompletableFuture.supplyAsync(() -> status(door, "e" + i), clients))
              .toList();
      sent.get(500).join();
      broker.close();
      sent.get(2_000).join();
      broker = EmbeddedBroker.start(logDir, port);
      assertThat(sent).allSatisfy(s -> assertThat(s.join()).isEqualTo(200));
      Eventually.holds(() -> !door.collector.spoolState().status().equals(Status.SPOOLING));

      assertThat(TestLog.read(kafka, topic))
          .extracting(Raw::id)
          .doesNotHaveDuplicates()
          .hasSize(3_000);
    } finally {
      clients.shutdownNow();
      broker.close();
    }
  }

  private static int status(TestDoor door, String id) {
    try {
      return door.post("/collect", "{\"event_id\":\"" + id + "\"}").statusCode();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static String post(TestDoor door, String id) throws Exception {
    return door.post("/collect", "{\"event_id\":\"" + id + "\"}").body();
  }
}
