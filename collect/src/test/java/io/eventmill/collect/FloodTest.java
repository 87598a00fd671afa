package io.eventmill.collect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Far more at once than a collector with a heap of 256 MB can hold. */
class FloodTest {
  private static final int ROUNDS = 2;

  @TempDir Path dir;

  @Test
  void turnsClientsAwayUntilItCanTakeThemAndLives() throws Exception {
    String topic = TestLog.newTopic();
    byte[] bomb = TestDoor.gzip(" ".repeat(40 << 20).getBytes(UTF_8));
    byte[] tiny = TestDoor.gzip("{}\n".repeat(100_000).getBytes(UTF_8));
    String kilobyte = "{\"a\":\"" + "x".repeat(1000) + "\"}\n";
    byte[] many = kilobyte.repeat(16_000).getBytes(UTF_8);
    byte[] blank = " ".repeat(16 << 20).getBytes(UTF_8);
    var clients = Executors.newFixedThreadPool(16);
    try (CollectorProcess collector =
        CollectorProcess.start(
            "", TestLog.address().bootstrapServers(), topic, dir.resolve("spool"))) {
      List<Callable<Integer>> requests = new ArrayList<>();
      List<Integer> expected = new ArrayList<>();
      for (int i = 0; i < ROUNDS; i++) {
        requests.add(() -> untilTaken(collector, bomb, true));
        requests.add(() -> untilTaken(collector, tiny, true));
        requests.add(() -> untilTaken(collector, many, false));
        requests.add(() -> untilTaken(collector, blank, false));
        expected.addAll(List.of(413, 200, 200, 400));
      }
      List<Integer> statuses = new ArrayList<>();
      for (Future<Integer> answer : clients.invokeAll(requests)) {
        statuses.add(answer.get());
      }

      assertThat(statuses).isEqualTo(expected);
      Eventually.holds(() -> TestLog.count(topic) == ROUNDS * 116_000L);
      assertThat(collector.process.isAlive()).isTrue();
    } finally {
      clients.shutdownNow();
    }
  }

  /** As real clients do: they come again after 429 and 503. */
  private static int untilTaken(CollectorProcess collector, byte[] body, boolean packed)
      throws Exception {
    int status = post(collector, body, packed);
    while (status == 429 || status == 503) {
      LockSupport.parkNanos(200_000_000);
      status = post(collector, body, packed);
    }
    return status;
  }

  private static int post(CollectorProcess collector, byte[] body, boolean packed)
      throws Exception {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + collector.port + "/collect"))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (packed) {
      request.header("Content-Encoding", "gzip");
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
  }
}
