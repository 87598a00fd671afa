package io.eventmill.benchmark.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.eventmill.benchmark.events.Shape;
import io.eventmill.benchmark.events.ShapedEvents;
import io.eventmill.benchmark.measure.Checksum;
import io.eventmill.benchmark.measure.Gauge;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The load generator against the JDK's HTTP server, which counts for itself. */
class HammerTest {
  @TempDir private Path scratch;
  private final AtomicReference<Checksum> taken = new AtomicReference<>(Checksum.NONE);
  private final AtomicInteger requests = new AtomicInteger();
  private volatile int refuseFrom = Integer.MAX_VALUE;
  private volatile int stallAt = Integer.MAX_VALUE;
  private volatile int hangUpEvery = Integer.MAX_VALUE;
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newSingleThreadExecutor());
    server.createContext(
        "/collect",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          taken.updateAndGet(sum -> sum.plus(body));
          int number = requests.incrementAndGet();
          if (number == stallAt) {
            pause();
          }
          byte[] answer = "{\"accepted\":1}".getBytes(java.nio.charset.StandardCharsets.UTF_8);
          if (number % hangUpEvery == 0) {
            exchange.getResponseHeaders().set("Connection", "close");
          }
          exchange.sendResponseHeaders(number >= refuseFrom ? 503 : 200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void sendsExactlyWhatItsPlanSays() throws Exception {
    Hit hit = strike(plan(10, 20, 300, 0)).hit();

    assertThat(hit.requests()).isEqualTo(300);
    Checksum expected = Checksum.NONE;
    var bodies = new Bodies(new ShapedEvents(Shape.SMALL), 10).all();
    for (int i = 0; i < 320; i++) {
      expected = expected.plus(bodies.get(i % bodies.size()));
    }
    assertThat(taken.get()).isEqualTo(expected);
    assertThat(hit.p50Millis()).isLessThanOrEqualTo(hit.p99Millis());
  }

  @Test
  void anAnswerThatRefusesEndsTheRun() {
    refuseFrom = 50;

    assertThatThrownBy(() -> strike(plan(1, 0, 300, 0))).hasMessageContaining("503");
  }

  @Test
  void aServerThatHangsUpAfterAnAnswerIsCalledAgain() throws Exception {
    hangUpEvery = 7;

    assertThat(strike(plan(1, 0, 300, 300)).hit().requests()).isEqualTo(300);
    assertThat(requests.get()).isEqualTo(300);
  }

  /** At 200 a second, a stall of a second delays the 200 that were due meanwhile. */
  @Test
  void aStallCountsForAllThatWereDueMeanwhile() throws Exception {
    stallAt = 100;

    Hit hit = strike(plan(1, 0, 400, 200)).hit();

    assertThat(hit.p99Millis()).isGreaterThan(500);
  }

  private HammerProcess.Struck strike(Plan plan) throws Exception {
    return HammerProcess.strike(plan, scratch, Gauge.on());
  }

  private Plan plan(int array, long warm, long count, double rate) {
    URI url = URI.create("http://localhost:" + server.getAddress().getPort() + "/collect");
    return new Plan(url, Shape.SMALL, array, 4, warm, count, rate);
  }

  private static void pause() {
    try {
      Thread.sleep(1_000); // the stall that the test is about
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
