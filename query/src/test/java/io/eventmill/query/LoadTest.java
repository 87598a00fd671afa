package io.eventmill.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.store.EventFilter;
import io.eventmill.store.EventReader;
import io.eventmill.store.StoreUnavailableException;
import io.vertx.core.json.JsonObject;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What happens when the store is slow, away or broken. */
@Timeout(60)
class LoadTest {
  @Test
  void asksTheStoreOnAWorkerAndNeverOnAnEventLoop() {
    AtomicReference<String> thread = new AtomicReference<>();

    try (QueryServer server = server(() -> named(thread), 1, 1, Duration.ofSeconds(30))) {
      server.json("/api/events/count");
    }

    assertThat(thread.get()).startsWith("query-");
  }

  @Test
  void refusesEachQuestionBeyondThreadsAndQueue() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    CountDownLatch refused = new CountDownLatch(3);

    try (QueryServer server = server(() -> wait(asked, go), 1, 2, Duration.ofSeconds(30))) {
      List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
      answers.add(later(server)); // takes the thread
      assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
      for (int i = 0; i < 5; i++) { // two find a place in the queue
        answers.add(later(server));
        answers.get(i + 1).thenRun(refused::countDown);
      }
      assertThat(refused.await(20, TimeUnit.SECONDS)).isTrue();
      go.countDown();

      List<HttpResponse<String>> all = answers.stream().map(CompletableFuture::join).toList();
      assertThat(all).filteredOn(r -> r.statusCode() == 200).hasSize(3);
      assertThat(all)
          .filteredOn(r -> r.statusCode() == 503)
          .hasSize(3)
          .allMatch(r -> r.headers().firstValue("retry-after").orElse("").equals("1"))
          .allMatch(r -> r.body().contains("\"code\":\"busy\""))
          .allMatch(r -> r.body().contains("query.queue_max"));
    }
  }

  @Test
  void letsASlowQuestionGoAndInterruptsIt() throws Exception {
    CountDownLatch interrupted = new CountDownLatch(1);
    Supplier<Long> never =
        () -> {
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.countDown();
          }
          return 0L;
        };

    try (QueryServer server = server(never, 1, 1, Duration.ofMillis(50))) {
      JsonObject error = server.error(504, "/api/events/count");

      assertThat(error.getString("code")).isEqualTo("query_timeout");
      assertThat(error.getString("message")).contains("50 ms (query.timeout)");
      assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void interruptsAQuestionWhoseClientWentAway() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    Supplier<Long> never =
        () -> {
          try {
            asked.countDown();
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.countDown();
          }
          return 0L;
        };

    try (QueryServer server = server(never, 1, 1, Duration.ofSeconds(50));
        java.net.Socket client = new java.net.Socket("localhost", server.port())) {
      byte[] request = "GET /api/events/count HTTP/1.1\r\nHost: x\r\n\r\n".getBytes("US-ASCII");
      client.getOutputStream().write(request);
      assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
      client.close();

      assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void tellsAStoreThatIsAwayFromOneThatIsBroken() {
    Supplier<Long> away =
        () -> {
          throw new StoreUnavailableException("the file is locked", null);
        };
    Supplier<Long> broken =
        () -> {
          throw new IllegalStateException("secret detail");
        };

    try (QueryServer server = server(away, 1, 1, Duration.ofSeconds(30))) {
      HttpResponse<String> response = server.get("/api/events/count");
      assertThat(response.statusCode()).isEqualTo(503);
      assertThat(response.headers().firstValue("retry-after")).hasValue("5");
      assertThat(response.body()).contains("store_unavailable").contains("the file is locked");
    }
    try (QueryServer server = server(broken, 1, 1, Duration.ofSeconds(30))) {
      JsonObject error = server.error(500, "/api/events/count");
      assertThat(error.encode()).contains("\"internal\"").doesNotContain("secret");
    }
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void cutsTheConnectionWhenAnAnswerThatHasBegunCannotBeFinished(HttpClient.Version version) {
    ListEventReader store = new ListEventReader();
    IntStream.range(0, 900)
        .mapToObj(i -> Samples.event(i, "t", "2026-11-20T10:00:00Z", "{}"))
        .forEach(store::add);
    CountDownLatch failing = new CountDownLatch(2);
    EventReader breaking =
        (EventReader)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {EventReader.class},
                (proxy, method, args) -> {
                  failing.countDown();
                  if (failing.getCount() == 0) {
                    throw new IllegalStateException("broke in the middle");
                  }
                  return method.invoke(store, args);
                });

    try (QueryServer server = new QueryServer(breaking, Configs.withPieceBytes(1_000))) {
      HttpResponse<InputStream> response =
          server.ask(
              server.request("/api/events?limit=900").version(version).build(),
              BodyHandlers.ofInputStream());

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(catchReading(response.body())).isInstanceOf(java.io.IOException.class);
    }
  }

  private static Throwable catchReading(InputStream in) {
    return org.assertj.core.api.Assertions.catchThrowable(in::readAllBytes);
  }

  private static QueryServer server(
      Supplier<Long> count, int threads, int queueMax, Duration timeout) {
    ListEventReader none = new ListEventReader();
    EventReader reader =
        (EventReader)
            Proxy.newProxyInstance(
                LoadTest.class.getClassLoader(),
                new Class<?>[] {EventReader.class},
                (proxy, method, args) ->
                    method.getName().equals("count") ? count.get() : method.invoke(none, args));
    assertThat(none.count(EventFilter.ALL)).isZero();
    return new QueryServer(reader, Configs.withWorkers(threads, queueMax, timeout));
  }

  private static CompletableFuture<HttpResponse<String>> later(QueryServer server) {
    return server.later(server.request("/api/events/count").build());
  }

  private static Long named(AtomicReference<String> thread) {
    thread.set(Thread.currentThread().getName());
    return 1L;
  }

  private static Long wait(CountDownLatch asked, CountDownLatch go) {
    asked.countDown();
    try {
      go.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return 1L;
  }
}
