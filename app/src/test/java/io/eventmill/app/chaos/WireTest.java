package io.eventmill.app.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The wire before a real HTTP server that sends back what it gets. */
class WireTest {
  private final Vertx vertx = Vertx.vertx();
  private final HttpServer server =
      vertx
          .createHttpServer()
          .requestHandler(r -> r.body().onSuccess(body -> r.response().end(body)))
          .listen(0, "localhost")
          .toCompletionStage()
          .toCompletableFuture()
          .join();
  private final Wire wire = new Wire(vertx, server.actualPort());
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final byte[] body = new byte[300_000];

  WireTest() {
    new Random(1).nextBytes(body);
  }

  @AfterEach
  void close() {
    wire.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void carriesEveryByte() throws Exception {
    assertThat(echo(body)).isEqualTo(body);
  }

  @Test
  void carriesEveryByteSlowly() throws Exception {
    wire.slow(200);
    long began = System.nanoTime();
    assertThat(echo(new byte[] {1, 2, 3})).containsExactly(1, 2, 3);
    assertThat(System.nanoTime() - began).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(400));
    wire.slow(1);
    assertThat(echo(body)).isEqualTo(body);
  }

  @Test
  void letsNothingThroughWhileItIsCut() throws Exception {
    echo(body);
    wire.cut();
    assertThatThrownBy(() -> echo(body)).isInstanceOf(IOException.class);
    wire.heal();
    assertThat(echo(body)).isEqualTo(body);
  }

  private byte[] echo(byte[] sent) throws Exception {
    return http.send(
            HttpRequest.newBuilder(wire.url())
                .POST(java.net.http.HttpRequest.BodyPublishers.ofByteArray(sent))
                .build(),
            BodyHandlers.ofByteArray())
        .body();
  }
}
