package io.eventmill.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.collect.TestLog.Raw;
import io.eventmill.topics.KafkaAddress;
import io.eventmill.topics.RawWriter;
import io.eventmill.topics.broker.EmbeddedBroker;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the collector with SIGKILL while clients send, with the log there, away and coming back.
 * Clients never send an event again, so what is on the log twice was put there twice by us.
 */
class KillTest {
  private static final int KILLS = Integer.getInteger("collect.kills", 3);
  private static final int CLIENTS = 4;

  @TempDir Path dir;
  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
  private final Set<String> spooled = ConcurrentHashMap.newKeySet();
  private final AtomicInteger ids = new AtomicInteger();

  @Test
  void nothingAcknowledgedIsMissingAndNothingIsTwice() throws Exception {
    long seed = Long.getLong("collect.seed", System.nanoTime());
    System.out.println("kill test: -Dcollect.seed=" + seed + " -Dcollect.kills=" + KILLS);
    Random random = new Random(seed);
    Path logDir = dir.resolve("log");
    Path spool = dir.resolve("spool");
    EmbeddedBroker broker = EmbeddedBroker.start(logDir, 0);
    int brokerPort = broker.port();
    KafkaAddress kafka = KafkaAddress.of(broker.bootstrapServers());
    String topic = TestLog.newTopic(kafka, 2, 2 << 20);
    try {
      for (int kill = 0; kill < KILLS; kill++) {
        try (CollectorProcess collector =
            CollectorProcess.start("", kafka.bootstrapServers(), topic, spool)) {
          List<Thread> clients = clients(collector.port);
          awaitMore(acknowledged, 50 + random.nextInt(200));
          if (broker == null) {
            broker = EmbeddedBroker.start(logDir, brokerPort);
            awaitMore(acknowledged, 50 + random.nextInt(200));
          }
          if (kill % 3 > 0) {
            broker.close();
            broker = null;
            awaitMore(spooled, 20 + random.nextInt(100));
          }
          if (kill % 3 > 1) {
            broker = EmbeddedBroker.start(logDir, brokerPort);
            // Somewhere in the draining, or just behind it.
            LockSupport.parkNanos(random.nextInt(1_500_000_000));
          }
          collector.kill();
          for (Thread client : clients) {
            client.join();
          }
        }
      }
      if (broker == null) {
        broker = EmbeddedBroker.start(logDir, brokerPort);
      }
      drainTheRest(kafka, topic, spool);

      List<String> onLog = TestLog.read(kafka, topic).stream().map(Raw::id).toList();
      assertThat(spooled).isNotEmpty();
      assertThat(onLog).doesNotHaveDuplicates();
      assertThat(Set.copyOf(onLog)).containsAll(acknowledged);
    } finally {
      if (broker != null) {
        broker.close();
      }
    }
  }

  private void drainTheRest(KafkaAddress kafka, String topic, Path spool) throws Exception {
    CollectConfig config = CollectConfig.defaults().with("spool_dir", spool);
    try (TestDoor door = TestDoor.running(config, topic, kafka)) {
      Eventually.holds(() -> door.collector.spoolState().waitingEvents() == 0);
      assertThat(door.collector.spoolState().setAsideEvents()).isZero();
    }
    try (RawWriter writer = RawWriter.open(kafka)) {
      Eventually.holds(() -> writer.knows(topic));
    }
  }

  /** Threads that send until the collector is gone; each waits for its answer. */
  private List<Thread> clients(int port) {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      Thread thread = new Thread(() -> send(port), "client-" + i);
      thread.start();
      threads.add(thread);
    }
    return threads;
  }

  private void send(int port) {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    URI uri = URI.create("http://localhost:" + port + "/collect");
    while (true) {
      List<String> batch = new ArrayList<>();
      StringBuilder body = new StringBuilder();
      for (int i = 0; i < 1 + ids.get() % 5; i++) {
        String id = "e" + ids.incrementAndGet();
        batch.add(id);
        body.append("{\"event_id\":\"").append(id).append("\"}\n");
      }
      HttpRequest request =
          HttpRequest.newBuilder(uri)
              .timeout(Duration.ofSeconds(30))
              .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
              .build();
      try {
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() == 200) {
          acknowledged.addAll(batch);
          if (answer.body().contains("spooled")) {
            spooled.addAll(batch);
          }
        }
      } catch (IOException e) {
        return;
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  private static void awaitMore(Set<String> set, int more) throws Exception {
    int wanted = set.size() + more;
    Eventually.holds(() -> set.size() >= wanted);
  }
}
