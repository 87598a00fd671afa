package io.eventmill.simulate.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventmill.simulate.FakeTicker;
import io.eventmill.simulate.door.Collector.Reply;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class DoorClientTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  private final FakeTicker ticker = new FakeTicker(NOON);

  @ParameterizedTest
  @EnumSource(BodyForm.class)
  void bringsEveryEventOnceAndInOrder(BodyForm form) throws Exception {
    try (Collector collector = new Collector(r -> Reply.KEPT)) {
      DoorReport report = send(settings(collector).withForm(form), 1_234);

      assertThat(collector.kept("id")).isEqualTo(ids(1_234));
      assertThat(report.put()).isEqualTo(1_234);
      assertThat(report.kept()).isEqualTo(1_234);
      assertThat(report.unsent()).isZero();
      assertThat(report.repeats()).isZero();
      assertThat(report.failure()).isNull();
      assertThat(collector.requests())
          .allSatisfy(
              r -> {
                assertThat(r.path()).isEqualTo("/collect/web");
                assertThat(r.header("Content-Type")).isEqualTo(form.contentType());
                assertThat(r.events()).hasSizeBetween(1, 100);
              })
          .hasSize(13);
    }
  }

  @Test
  void severalRequestsAreUnderWayAtOnce() throws Exception {
    CountDownLatch together = new CountDownLatch(3);
    try (Collector collector =
        new Collector(
            r -> {
              together.countDown();
              await(together); // nobody is answered before three are there
              return Reply.KEPT;
            })) {
      DoorReport report = send(settings(collector).withInFlight(3), 300);

      assertThat(report.kept()).isEqualTo(300);
      assertThat(new HashSet<>(collector.kept("id"))).isEqualTo(new HashSet<>(ids(300)));
    }
  }

  @Test
  void compressesWhenAskedTo() throws Exception {
    try (Collector collector = new Collector(r -> Reply.KEPT)) {
      send(settings(collector).withGzip(true).withHeaders(Map.of("X-Write-Key", "k")), 250);

      assertThat(collector.kept("id")).isEqualTo(ids(250));
      assertThat(collector.requests().get(0).header("Content-Encoding")).isEqualTo("gzip");
      assertThat(collector.requests().get(0).header("X-Write-Key")).isEqualTo("k");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504})
  void sendsTheSameEventsAgainUntilTheyAreKept(int status) throws Exception {
    try (Collector collector =
        new Collector(r -> r.number() % 3 < 2 ? Reply.of(status, "not now") : Reply.KEPT)) {
      DoorReport report = send(settings(collector), 500);

      assertThat(collector.kept("id")).isEqualTo(ids(500));
      assertThat(report.repeats()).isEqualTo(10);
      assertThat(collector.requests().get(0).events())
          .isEqualTo(collector.requests().get(1).events())
          .isEqualTo(collector.requests().get(2).events());
    }
  }

  @Test
  void connectionsThatDropCostNothing() throws Exception {
    try (Collector collector =
        new Collector(r -> r.number() % 2 == 0 ? Reply.DROPPED : Reply.KEPT)) {
      DoorReport report = send(settings(collector), 500);

      assertThat(collector.kept("id")).isEqualTo(ids(500));
      assertThat(report.kept()).isEqualTo(500);
    }
  }

  @Test
  void anAnswerThatIsLostMeansTheSameIdsAgain() throws Exception {
    Collector[] self = new Collector[1];
    try (Collector collector =
        new Collector(
            r -> {
              if (r.number() == 0) {
                self[0].keep(r); // kept, but the client never learns
                return Reply.DROPPED;
              }
              return Reply.KEPT;
            })) {
      self[0] = collector;
      send(settings(collector), 150);

      assertThat(collector.kept("id")).hasSize(250);
      assertThat(new HashSet<>(collector.kept("id"))).isEqualTo(new HashSet<>(ids(150)));
      List<String> keys =
          collector.requests().stream().map(r -> r.header("Idempotency-Key")).toList();
      assertThat(keys).hasSize(3).doesNotContainNull();
      assertThat(new HashSet<>(keys)).hasSize(2); // the repeated request has its first one's
    }
  }

  @Test
  void waitsForACollectorThatIsNotThereYet() throws Exception {
    int port;
    try (Collector gone = new Collector(r -> Reply.KEPT)) {
      port = gone.port();
    }
    DoorSettings settings = settings(URI.create("http://localhost:" + port));
    Collector[] late = new Collector[1];
    DoorListener startsIt =
        new DoorListener() {
          @Override
          public void waiting(String why, Duration wait) {
            assertThat(why).isEqualTo("cannot connect to http://localhost:" + port);
            if (late[0] == null && ticker.sleeps().size() == 4) {
              late[0] = new Collector(port, r -> Reply.KEPT);
            }
          }
        };

    try (DoorClient client = DoorClient.open(settings, startsIt, world())) {
      put(client, 100);
      DoorReport report = client.finish();

      assertThat(report.kept()).isEqualTo(100);
      assertThat(late[0].kept("id")).isEqualTo(ids(100));
    } finally {
      late[0].close();
    }
  }

  @Test
  void waitsAsLongAsTheCollectorAsks() throws Exception {
    try (Collector collector =
        new Collector(
            r ->
                switch (r.number()) {
                  case 0 -> new Reply(503, "7", "");
                  case 1 -> new Reply(429, "Fri, 20 Nov 2026 12:01:00 GMT", "");
                  default -> Reply.KEPT;
                })) {
      send(settings(collector), 10);

      Duration first = ticker.sleeps().get(0);
      Duration second = ticker.sleeps().get(1);
      assertThat(first).isBetween(Duration.ofSeconds(7), Duration.ofMillis(7_700));
      assertThat(first.plus(second)).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(66));
    }
  }

  @Test
  void waitsLongerEachTimeUpToABound() throws Exception {
    try (Collector collector =
        new Collector(r -> r.number() < 12 ? Reply.of(503, "full") : Reply.KEPT)) {
      send(settings(collector), 10);

      List<Duration> sleeps = ticker.sleeps();
      assertThat(sleeps).hasSize(12);
      for (int i = 0; i < 12; i++) {
        long millis = Math.min(10_000, 100L << i);
        assertThat(sleeps.get(i))
            .isBetween(Duration.ofMillis(millis / 2), Duration.ofMillis(millis));
      }
      assertThat(new HashSet<>(sleeps)).hasSizeGreaterThan(8); // spread at random
    }
  }

  @Test
  void halvesABatchThatIsTooLarge() throws Exception {
    try (Collector collector =
        new Collector(
            r -> r.events().size() > 7 ? Reply.of(413, "at most 7 events") : Reply.KEPT)) {
      DoorReport report = send(settings(collector), 100);

      assertThat(collector.kept("id")).isEqualTo(ids(100));
      assertThat(report.refused()).isZero();
      assertThat(ticker.sleeps()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(BodyForm.class)
  void findsTheEventsThatAreRefusedAndBringsTheRest(BodyForm form) throws Exception {
    try (Collector collector =
        new Collector(
            r ->
                r.events().stream().anyMatch(e -> e.get("id").asText().endsWith("7"))
                    ? Reply.of(400, "no id may end with 7")
                    : Reply.KEPT)) {
      DoorReport report = send(settings(collector).withForm(form), 200);

      assertThat(report.refused()).isEqualTo(20);
      assertThat(report.kept()).isEqualTo(180);
      assertThat(collector.kept("id"))
          .isEqualTo(ids(200).stream().filter(id -> !id.endsWith("7")).toList());
      assertThat(report.firstRefusals()).hasSize(10);
      Refusal first = report.firstRefusals().get(0);
      assertThat(first.number()).isEqualTo(7);
      assertThat(first).hasToString("400: no id may end with 7");
      assertThat(new String(first.event(), StandardCharsets.UTF_8)).isEqualTo(event(7));
    }
  }

  @Test
  void anEventTooLargeAloneIsRefused() throws Exception {
    try (Collector collector = new Collector(r -> Reply.of(413, "the limit is 10 bytes"))) {
      DoorReport report = send(settings(collector), 3);

      assertThat(report.refused()).isEqualTo(3);
      assertThat(report.firstRefusals().get(0).message()).isEqualTo("the limit is 10 bytes");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 401, 403, 404, 405, 415})
  void endsWithTheCollectorsWordsWhenItRefusesAll(int status) throws Exception {
    try (Collector collector = new Collector(r -> Reply.of(status, "no source 'web'"))) {
      DoorReport report = send(settings(collector), 50);

      assertThat(report.failure())
          .isEqualTo("the collector refuses all: answer " + status + ": no source 'web'");
      assertThat(report.kept()).isZero();
      assertThat(report.unsent()).isEqualTo(50);
      assertThat(collector.requests()).hasSize(1);
    }
  }

  @Test
  void tellsTheCallerSoonThatTheDoorIsClosed() throws Exception {
    try (Collector collector = new Collector(r -> Reply.of(404, "no source 'web'"));
        DoorClient client = DoorClient.open(settings(collector), DoorListener.NONE, world())) {
      assertThatThrownBy(() -> put(client, 1_000_000))
          .isInstanceOf(DoorClosedException.class)
          .hasMessageContaining("no source 'web'");
    }
  }

  @Test
  void givesUpAfterTheTimeOfItsSetting() throws Exception {
    DoorSettings.Patience patience =
        new DoorSettings.Patience(
            Duration.ofSeconds(5),
            Duration.ofMillis(100),
            Duration.ofSeconds(10),
            Duration.ofMinutes(5));
    try (Collector collector = new Collector(r -> Reply.of(503, "disk is full"))) {
      DoorReport report = send(settings(collector).withPatience(patience), 10);

      assertThat(report.failure())
          .startsWith("gave up after")
          .contains("PT5M")
          .endsWith("answer 503: disk is full");
      assertThat(report.unsent()).isEqualTo(10);
      Duration waited = ticker.sleeps().stream().reduce(Duration.ZERO, Duration::plus);
      assertThat(waited).isBetween(Duration.ofSeconds(280), Duration.ofMinutes(5));
    }
  }

  @Test
  void aFullQueueHoldsTheCallerBack() throws Exception {
    CountDownLatch open = new CountDownLatch(1);
    AtomicInteger put = new AtomicInteger();
    DoorSettings.Batching batching = new DoorSettings.Batching(10, 1_000_000, 3);
    try (Collector collector =
            new Collector(
                r -> {
                  await(open);
                  return Reply.KEPT;
                });
        DoorClient client =
            DoorClient.open(
                settings(collector).withBatching(batching), DoorListener.NONE, world())) {
      Thread caller =
          new Thread(
              () -> {
                try {
                  for (int i = 0; i < 500; i++) {
                    put(client, i, event(i));
                    put.incrementAndGet();
                  }
                } catch (Exception e) {
                  throw new AssertionError(e);
                }
              });
      caller.start();
      while (put.get() < 49 || caller.getState() != Thread.State.TIMED_WAITING) {
        Thread.onSpinWait();
      }

      // one batch is under way, three wait, one is full and has nowhere to go
      assertThat(put.get()).isEqualTo(49);
      open.countDown();
      caller.join();
      assertThat(client.finish().kept()).isEqualTo(500);
    }
  }

  @Test
  void aBatchEndsAtItsBytes() throws Exception {
    DoorSettings.Batching batching = new DoorSettings.Batching(1_000, 1_024, 8);
    try (Collector collector = new Collector(r -> Reply.KEPT);
        DoorClient client =
            DoorClient.open(
                settings(collector).withBatching(batching), DoorListener.NONE, world())) {
      String large = "{\"id\":\"" + "x".repeat(5_000) + "\"}";
      put(client, 0, event(0));
      put(client, 1, large);
      put(client, 2, "{\"id\":\"" + "a".repeat(502) + "\"}"); // 511 bytes and a line's end: half
      put(client, 3, "{\"id\":\"" + "b".repeat(501) + "\"}");
      put(client, 4, event(4));
      client.finish();

      assertThat(collector.requests().stream().map(r -> r.events().size()))
          .containsExactly(1, 1, 2, 1);
    }
  }

  @Test
  void finishWaitsNoLongerThanItMay() throws Exception {
    CountDownLatch open = new CountDownLatch(1);
    try (Collector collector =
            new Collector(
                r -> {
                  await(open);
                  return Reply.KEPT;
                });
        DoorClient client = DoorClient.open(settings(collector), DoorListener.NONE, world())) {
      put(client, 150);

      assertThat(client.finish(Duration.ofMillis(1)).unsent()).isEqualTo(150);

      open.countDown();
      assertThat(client.finish().unsent()).isZero();
    }
  }

  @Test
  void closingLeavesTheRestUnsentAndSaysSo() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    CountDownLatch arrived = new CountDownLatch(1);
    try (Collector collector =
            new Collector(
                r -> {
                  arrived.countDown();
                  await(never);
                  return Reply.KEPT;
                });
        DoorClient client = DoorClient.open(settings(collector), DoorListener.NONE, world())) {
      put(client, 150);
      await(arrived);
      client.close();
      DoorReport report = client.finish();

      assertThat(report.unsent()).isEqualTo(150);
      assertThat(report.failure()).isEqualTo("stopped before everything was sent");
    }
  }

  @Test
  void settingsAreChecked() {
    assertThatThrownBy(() -> DoorSettings.of(URI.create("localhost:8080"), "web"))
        .hasMessage("--to: 'localhost:8080' is not an address; write e.g. http://localhost:8080");
    assertThatThrownBy(() -> DoorSettings.of(URI.create("http://h"), " "))
        .hasMessageContaining("source: is empty");
    assertThatThrownBy(() -> DoorSettings.of(URI.create("http://h"), "web").withInFlight(257))
        .hasMessageContaining("257 is not possible; give a number from 1 to 256");
    assertThatThrownBy(() -> new DoorSettings.Batching(100_001, 1_024, 1))
        .hasMessageContaining("batch events: 100001");
    assertThat(DoorSettings.of(URI.create("http://h:1/base/"), "a b").door())
        .hasToString("http://h:1/base/collect/a%20b");
  }

  private DoorReport send(DoorSettings settings, int events) throws Exception {
    try (DoorClient client = DoorClient.open(settings, DoorListener.NONE, world())) {
      put(client, events);
      return client.finish();
    }
  }

  private static void put(DoorClient client, int events) throws Exception {
    for (int i = 0; i < events; i++) {
      put(client, i, event(i));
    }
  }

  private static void put(DoorClient client, long number, String event) throws Exception {
    byte[] bytes = ("##" + event + "##").getBytes(StandardCharsets.UTF_8);
    client.put(number, bytes, 2, bytes.length - 2);
  }

  private static String event(int number) {
    return "{\"id\":\"id-" + number + "\",\"text\":\"größer\"}";
  }

  private static List<String> ids(int count) {
    return IntStream.range(0, count).mapToObj(i -> "id-" + i).toList();
  }

  private DoorClient.World world() {
    return new DoorClient.World(ticker.clock(), ticker, new Random(3));
  }

  private static DoorSettings settings(Collector collector) {
    return settings(collector.uri());
  }

  private static DoorSettings settings(URI to) {
    return DoorSettings.of(to, "web")
        .withInFlight(1)
        .withBatching(new DoorSettings.Batching(100, 100_000, 8));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
