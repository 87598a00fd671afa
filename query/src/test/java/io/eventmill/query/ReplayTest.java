package io.eventmill.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.event.FailedEvent;
import io.eventmill.event.Origin;
import io.eventmill.event.Reason;
import io.eventmill.query.heal.ReplayCursor;
import io.eventmill.store.FailedQuery.After;
import io.eventmill.topics.HeaderNames;
import io.eventmill.topics.LogProgress;
import io.eventmill.topics.ReplayWriter;
import io.eventmill.topics.TopicSpan;
import io.eventmill.topics.Topics;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Failed events on their way back to a real log, out of a real store. */
class ReplayTest {
  private static final String GOOD =
      "{\"id\":\"id-%d\",\"type\":\"t\",\"time\":\"2026-11-20T10:00:00Z\"}";
  private static final String NO_TIME = "{\"id\":\"id-%d\",\"type\":\"t\"}";
  private static final String ALL = "{\"all\":true}";

  @TempDir private Path folder;
  private HealBench bench;

  @BeforeEach
  void start() throws Exception {
    bench = new HealBench(folder);
  }

  @AfterEach
  void stop() throws Exception {
    bench.close();
  }

  @Test
  void aTrialTellsWhatWouldPassAndWhyTheRestWouldNot() {
    List<FailedEvent> events = new ArrayList<>(events(0, 90, GOOD));
    events.addAll(events(90, 97, NO_TIME));
    events.addAll(events(97, 100, "{%d"));
    events.add(bench.event(100, Reason.TOO_LARGE, "{}"));
    bench.failed(events);

    JsonObject answer = post("{\"all\":true,\"dry_run\":true}");

    assertThat(answer.getInteger("would_pass")).isEqualTo(50);
    assertThat(answer.getString("next")).isNotNull(); // query.replay_max is 50 here
    long pass = 0;
    long fail = 0;
    String from = "";
    while (from != null) {
      JsonObject part = post("{\"all\":true,\"dry_run\":true,\"limit\":33" + from + "}");
      pass += part.getLong("would_pass");
      fail += part.getLong("would_fail");
      String next = part.getString("next");
      from = next == null ? null : ",\"cursor\":\"" + next + "\"";
    }
    assertThat(pass).isEqualTo(90);
    assertThat(fail).isEqualTo(10);
    assertThat(bench.raw()).isEmpty();
    JsonObject bad = post("{\"from\":\"" + micros(90) + "\",\"dry_run\":true}");
    assertThat(bad.getJsonArray("failing").getJsonObject(0).getString("reason"))
        .isEqualTo("TIME_MISSING");
    assertThat(
            bad.getJsonArray("failing").getJsonObject(0).getJsonObject("example").getString("id"))
        .startsWith("id-9");
    assertThat(bad.getJsonArray("staying").getJsonObject(0).getInteger("count")).isEqualTo(1);
  }

  @Test
  void eachComesBackOnceAsItCame() {
    bench.countRaw();
    List<FailedEvent> events = events(0, 130, NO_TIME);
    bench.failed(events);

    assertThat(replayAll()).isEqualTo(130);

    Map<Origin, ConsumerRecord<byte[], byte[]>> byOrigin =
        bench.raw().stream().collect(Collectors.toMap(ReplayTest::replayOf, Function.identity()));
    assertThat(byOrigin).hasSize(130);
    for (FailedEvent e : events) {
      ConsumerRecord<byte[], byte[]> record = byOrigin.get(e.origin());
      assertThat(record.value()).isEqualTo(e.body());
      assertThat(record.key()).isEqualTo(e.sender().key());
      assertThat(record.partition()).isEqualTo(e.origin().partition());
      assertThat(text(record, HeaderNames.ID)).isEqualTo(e.id());
      assertThat(text(record, HeaderNames.SOURCE)).isEqualTo("web");
      assertThat(text(record, HeaderNames.ATTEMPT)).isEqualTo("" + (e.attempts() + 1));
      assertThat(text(record, HeaderNames.IP)).isEqualTo("192.0.2.7");
      assertThat(header(record, HeaderNames.USER_AGENT)).isEqualTo(e.sender().userAgent());
      assertThat(ByteBuffer.wrap(header(record, HeaderNames.RECEIVED)).getLong())
          .isEqualTo(e.receivedMillis());
    }
    for (int p = 0; p < HealBench.PARTITIONS; p++) {
      int partition = p;
      assertThat(
              bench.raw().stream()
                  .filter(r -> r.partition() == partition)
                  .map(r -> ByteBuffer.wrap(header(r, HeaderNames.RECEIVED)).getLong())
                  .toList())
          .isSorted();
    }
    HealBench.until("the marks", () -> bench.unreplayed() == 0);
    assertThat(replayAll()).isZero();
    assertThat(bench.raw()).hasSize(130);
    JsonObject row =
        bench.server().json("/api/failed?id=id-5").getJsonArray("failed").getJsonObject(0);
    Origin at = Origin.parse(row.getJsonObject("replayed").getString("place"));
    assertThat(at.partition()).isEqualTo(1);
  }

  @Test
  void goesOnWhereAProcessThatDiedHadStopped() throws Exception {
    List<FailedEvent> events = events(0, 60, GOOD);
    bench.failed(events);
    try (ReplayWriter dying = ReplayWriter.on(bench.kafka);
        Topics topics = Topics.open(bench.kafka);
        LogProgress log = LogProgress.open(bench.kafka)) {
      TopicSpan raw = TopicSpan.of("raw-web", topics, log);
      dying.send(raw, events.subList(0, 37)).done().toCompletableFuture().get();
    }

    HttpResponse<String> early = bench.server().post("/api/failed/replay", ALL);
    assertThat(early.statusCode()).isEqualTo(503); // nobody has read what stands on raw
    assertThat(early.headers().firstValue("Retry-After")).isPresent();
    assertThat(early.body()).contains("raw-web partition").contains("query.replay_wait");
    assertThat(bench.raw()).hasSize(37);

    bench.countRaw();
    assertThat(replayAll()).isEqualTo(23);

    assertThat(bench.raw()).hasSize(60);
    assertThat(new HashSet<>(bench.raw().stream().map(ReplayTest::replayOf).toList()))
        .isEqualTo(new HashSet<>(events.stream().map(FailedEvent::origin).toList()));
  }

  @Test
  void oneAtATime() {
    bench.failed(events(0, 40, GOOD));
    bench.countRaw();
    List<CompletableFuture<HttpResponse<String>>> asked =
        IntStream.range(0, 6).mapToObj(i -> replayLater()).toList();
    List<HttpResponse<String>> answers = asked.stream().map(CompletableFuture::join).toList();

    assertThat(answers).allMatch(a -> a.statusCode() == 200 || a.statusCode() == 409);
    assertThat(
            answers.stream()
                .filter(a -> a.statusCode() == 200)
                .mapToInt(a -> new JsonObject(a.body()).getInteger("replayed"))
                .sum())
        .isEqualTo(40);
    assertThat(bench.raw()).hasSize(40);
  }

  @Test
  void aSecondIsToldWhileTheFirstWaits() {
    bench.failed(events(0, 3, GOOD));
    try (ReplayWriter earlier = ReplayWriter.on(bench.kafka);
        Topics topics = Topics.open(bench.kafka);
        LogProgress log = LogProgress.open(bench.kafka)) {
      TopicSpan raw = TopicSpan.of("raw-web", topics, log);
      earlier.send(raw, events(0, 1, GOOD)).done().toCompletableFuture().join();
    }
    CompletableFuture<HttpResponse<String>> one = replayLater();
    CompletableFuture<HttpResponse<String>> other = replayLater();

    HttpResponse<?> refused = (HttpResponse<?>) CompletableFuture.anyOf(one, other).join();
    assertThat(refused.statusCode()).isEqualTo(409);
    bench.countRaw();
    assertThat(List.of(one.join(), other.join()))
        .filteredOn(a -> a.statusCode() == 200)
        .singleElement()
        .matches(a -> new JsonObject(a.body()).getInteger("replayed") == 2);
  }

  @Test
  void whatCannotBeReplayedStaysWithASentence() {
    bench.countRaw();
    bench.failed(
        List.of(
            bench.event(0, Reason.TOO_LARGE, "{}"),
            bench.event("enriched-web", 1, Reason.FOREIGN_RECORD, new byte[0]),
            bench.event(2, Reason.STORE_REFUSED, "{}"),
            bench.event("old-shop", 3, Reason.TIME_INVALID, "{}".getBytes(UTF_8)),
            bench.event(4, Reason.TIME_INVALID, "{}")));

    JsonObject answer = post(ALL);

    assertThat(answer.getInteger("replayed")).isEqualTo(1);
    assertThat(answer.getJsonArray("staying")).hasSize(4);
    assertThat(answer.toString())
        .contains("Only the beginning of its body")
        .contains("never an event of a source")
        .contains("duplicate of itself")
        .contains("No running pipeline has a source 'old-shop'");
    assertThat(post("{\"source\":\"old-shop\"}").getInteger("replayed")).isZero();
  }

  @Test
  void anIdMadeOfThePlaceIsNotKept() {
    bench.countRaw();
    FailedEvent e = bench.event(0, Reason.ID_INVALID, "{\"id\":[]}");
    bench.failed(
        List.of(
            new FailedEvent(
                e.origin(),
                e.origin().asId(),
                e.source(),
                e.stage(),
                e.reason(),
                e.message(),
                null,
                null,
                e.receivedMillis(),
                1,
                e.sender(),
                e.body())));

    post(ALL);

    assertThat(bench.raw()).hasSize(1);
    assertThat(bench.raw().get(0).headers().lastHeader(HeaderNames.ID)).isNull();
  }

  @Test
  void failuresOfATopicThatWasMadeAnewGoToTheNewOne() {
    bench.countRaw();
    FailedEvent e = bench.event(0, Reason.TIME_INVALID, "{}");
    FailedEvent old =
        new FailedEvent(
            new Origin(1, 2, 7, 4_711),
            e.id(),
            e.source(),
            e.stage(),
            e.reason(),
            e.message(),
            null,
            null,
            e.receivedMillis(),
            1,
            e.sender(),
            e.body());
    bench.failed(List.of(old));

    assertThat(post(ALL).getInteger("replayed")).isEqualTo(1);

    assertThat(bench.raw()).hasSize(1);
    assertThat(replayOf(bench.raw().get(0))).isEqualTo(old.origin());
    HealBench.until("the mark", () -> bench.unreplayed() == 0);
  }

  @Test
  void whatFailsAgainMeanwhileIsNoPartOfIt() {
    bench.countRaw();
    bench.failed(events(0, 20, NO_TIME));
    JsonObject first = post("{\"all\":true,\"limit\":5}");
    assertThat(first.getInteger("replayed")).isEqualTo(5);
    List<FailedEvent> again = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : bench.raw()) {
      FailedEvent e = bench.event(19, Reason.TIME_MISSING, "{}"); // the last in the order, and on
      again.add(
          new FailedEvent(
              bench.origin(record.partition(), record.offset()),
              text(record, HeaderNames.ID),
              e.source(),
              e.stage(),
              e.reason(),
              e.message(),
              null,
              null,
              e.receivedMillis() + 1,
              2,
              e.sender(),
              e.body()));
    }
    bench.failed(again);

    JsonObject rest = post("{\"all\":true,\"cursor\":\"" + first.getString("next") + "\"}");

    assertThat(rest.getInteger("replayed")).isEqualTo(15);
    assertThat(rest.getString("next")).isNull();
    assertThat(replayAll()).isEqualTo(5);
  }

  @Test
  void aRequestThatIsNotClearIsRefusedWhole() {
    bench.failed(events(0, 1, GOOD));
    assertRefused(400, "{}", "there is no filter");
    assertRefused(400, "{\"all\":false}", "there is no filter");
    assertRefused(400, "{\"all\":true,\"source\":\"web\"}", "does not go with a filter");
    assertRefused(400, "{\"sorce\":\"web\"}", "did you mean 'source'");
    assertRefused(400, "{\"source\":[\"web\"]}", "is an object or an array");
    assertRefused(400, "[]", "no JSON object");
    assertRefused(400, "{", "no JSON object");
    assertRefused(400, "", "is empty");
    assertRefused(400, "{\"all\":true,\"limit\":51}", "query.replay_max");
    assertRefused(400, "{\"all\":true,\"cursor\":\"x\"}", "is no cursor");
    assertRefused(413, " ".repeat(1_001), "query.body_max");
    assertThat(bench.server().post("/api/failed/replay", ALL + " ".repeat(988)).statusCode())
        .isEqualTo(200); // 1,000 bytes, the limit here
    HttpResponse<String> form =
        bench
            .server()
            .ask(
                bench
                    .server()
                    .request("/api/failed/replay", "Content-Type", "text/plain")
                    .POST(BodyPublishers.ofString(ALL))
                    .build());
    assertThat(form.statusCode()).isEqualTo(415);
  }

  @Test
  void aCursorReadsBackAndADamagedOneIsNone() {
    ReplayCursor cursor =
        new ReplayCursor(
            new After(17, new Origin(1, 2, 3, 4)),
            List.of(new Origin(5, 6, 0, 9), new Origin(5, 6, 1, 0)));
    String text = cursor.text();

    assertThat(ReplayCursor.parse(text)).isEqualTo(cursor);
    for (int i = 0; i < text.length(); i++) {
      char other = text.charAt(i) == 'A' ? 'B' : 'A';
      ReplayCursor damaged =
          ReplayCursor.parse(text.substring(0, i) + other + text.substring(i + 1));
      assertThat(damaged == null || damaged.equals(cursor)).isTrue();
    }
  }

  private CompletableFuture<HttpResponse<String>> replayLater() {
    return bench
        .server()
        .later(
            bench
                .server()
                .request("/api/failed/replay", "Content-Type", "application/json")
                .POST(BodyPublishers.ofString(ALL))
                .build());
  }

  private void assertRefused(int status, String body, String why) {
    HttpResponse<String> answer = bench.server().post("/api/failed/replay", body);
    assertThat(answer.body()).contains(why);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(bench.raw()).isEmpty();
  }

  private List<FailedEvent> events(int from, int to, String body) {
    return IntStream.range(from, to)
        .mapToObj(i -> bench.event(i, Reason.TIME_INVALID, body.formatted(i)))
        .sorted(Comparator.comparingLong(FailedEvent::receivedMillis))
        .toList();
  }

  private long micros(int number) {
    return (1_700_000_000_000L + number / 7) * 1_000;
  }

  private JsonObject post(String body) {
    HttpResponse<String> answer = bench.server().post("/api/failed/replay", body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new JsonObject(answer.body());
  }

  private long replayAll() {
    long replayed = 0;
    String cursor = "";
    while (cursor != null) {
      JsonObject part = post("{\"all\":true" + cursor + "}");
      replayed += part.getLong("replayed");
      String next = part.getString("next");
      cursor = next == null ? null : ",\"cursor\":\"" + next + "\"";
    }
    return replayed;
  }

  private static Origin replayOf(ConsumerRecord<?, ?> record) {
    return Origin.fromBytes(header(record, HeaderNames.REPLAY));
  }

  private static String text(ConsumerRecord<?, ?> record, String name) {
    return new String(header(record, name), UTF_8);
  }

  private static byte[] header(ConsumerRecord<?, ?> record, String name) {
    return record.headers().lastHeader(name).value();
  }
}
