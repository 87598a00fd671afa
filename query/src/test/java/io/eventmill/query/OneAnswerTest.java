package io.eventmill.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.event.Event;
import io.eventmill.event.FailedEvent;
import io.eventmill.event.Outcome;
import io.eventmill.store.Batch;
import io.eventmill.store.Position;
import io.eventmill.store.SearchStore;
import io.eventmill.store.duckdb.DuckDbConfig;
import io.eventmill.store.duckdb.DuckDbStore;
import io.eventmill.store.opensearch.OpenSearchConfig;
import io.eventmill.store.opensearch.OpenSearchStore;
import io.eventmill.testkit.PlainEvent;
import io.eventmill.testkit.SharedData;
import io.eventmill.testkit.opensearch.OpenSearchUnderTest;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same events in DuckDB and in OpenSearch: every question over HTTP has one answer, to the byte
 * but for the time of storing. How many there are of each is set by {@code -Done-answer.events},
 * {@code -Done-answer.questions} and {@code -Done-answer.seed}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OneAnswerTest {
  private static final int EVENTS = Integer.getInteger("one-answer.events", 5_000);
  private static final int QUESTIONS = Integer.getInteger("one-answer.questions", 500);
  private static final long SEED = Long.getLong("one-answer.seed", 20261121);
  private static final int BATCH = 2_500;
  private static final int MODELS_MAX = 4_000;
  private static final int SHOWN_MAX = 12;

  /** Each store has its own. */
  private static final Pattern STORED = Pattern.compile("\"stored\":\"[-0-9T:.Z]{20,32}\",");

  @TempDir static Path folder;
  private final List<Event> events = new ArrayList<>();
  private final List<FailedEvent> failed = new ArrayList<>();
  private final List<String> differences = new ArrayList<>();
  private DuckDbStore duckDb;
  private SearchStore openSearch;
  private QueryServer one;
  private QueryServer other;

  @BeforeAll
  void start() {
    Path blns = SharedData.path("blns").resolve("blns.json");
    OpenSearchUnderTest node = OpenSearchUnderTest.shared();
    duckDb = DuckDbStore.open(DuckDbConfig.in(folder));
    openSearch = OpenSearchStore.open(config(node.url()));
    AwkwardRecords records = new AwkwardRecords(SEED, blns);
    for (int written = 0; written < EVENTS; written += BATCH) {
      List<Event> good = new ArrayList<>();
      List<FailedEvent> bad = new ArrayList<>();
      for (int i = 0; i < Math.min(BATCH, EVENTS - written); i++) {
        Outcome outcome = records.next();
        if (outcome instanceof Event event) {
          good.add(event);
        } else {
          bad.add((FailedEvent) outcome);
        }
      }
      for (SearchStore store : List.of(duckDb, openSearch)) {
        write(store, "enriched", written, position -> batch("enriched", good, List.of(), position));
        write(store, "failed", written, position -> batch("failed", List.of(), bad, position));
      }
      events.addAll(good);
      failed.addAll(bad);
    }
    one = server(duckDb);
    other = server(openSearch);
  }

  /** Few indices, for making one takes the node half a second. */
  private static OpenSearchConfig config(String url) {
    return new OpenSearchConfig(
        List.of(url),
        "one-answer-",
        null,
        null,
        null,
        1,
        "0-1",
        8,
        OpenSearchConfig.Bulk.DEFAULTS,
        Duration.ofSeconds(5),
        Duration.ofSeconds(60));
  }

  private static void write(
      SearchStore store, String topic, int written, Function<Position, Batch> batch) {
    Position before = store.writer().positions(topic).get(0);
    assertThat(before == null ? 0 : before.nextOffset()).isEqualTo(written);
    store.writer().write(batch.apply(before));
  }

  private static Batch batch(
      String topic, List<Event> events, List<FailedEvent> failed, Position before) {
    long next = before == null ? BATCH : before.nextOffset() + BATCH;
    return new Batch(
        topic,
        events,
        failed,
        before == null ? Map.of() : Map.of(0, before),
        Map.of(0, new Position(new UUID(7, 7), next, null)));
  }

  private QueryServer server(SearchStore store) {
    return new QueryServer(
        new QueryParts(
            store,
            AwkwardRecords.PIPELINE.sources(),
            io.eventmill.topics.KafkaAddress.of("localhost:1"),
            source -> null,
            new FixedAudit(),
            new FixedTrace(),
            List.of("web", "app_3"),
            List.of(),
            duckDb.tables()),
        Configs.patient(),
        QueryServer.CLOCK);
  }

  @AfterAll
  void stop() {
    one.close();
    other.close();
    duckDb.close();
    openSearch.close();
    OpenSearchUnderTest.shared().send("DELETE", "/one-answer-*", null);
  }

  private List<PlainEvent> models() {
    int step = Math.max(1, events.size() / MODELS_MAX);
    List<PlainEvent> models = new ArrayList<>();
    for (int i = 0; i < events.size(); i += step) {
      models.add(PlainEvent.of(events.get(i)));
    }
    return models;
  }

  @Test
  void everyQuestionHasOneAnswer() {
    RandomQuestions questions = new RandomQuestions(models(), SEED);
    int good = 0;
    for (int i = 0; i < QUESTIONS; i++) {
      good += same(questions.next()).statusCode() == 200 ? 1 : 0;
    }
    for (int i = 0; i < QUESTIONS / 50; i++) {
      pages(questions.paged(60 + 7 * i));
    }
    tellDifferences();
    assertThat(good).isGreaterThan(QUESTIONS * 9 / 10);
  }

  @Test
  void allEventsComeInPagesInOneOrder() {
    int told = pages("/api/events?limit=" + Math.max(500, EVENTS / 12));

    tellDifferences();
    assertThat(told).isEqualTo(events.size());
  }

  @Test
  void everyKindOfQuestionAboutAllEventsHasOneAnswer() {
    List<String> paths =
        List.of(
            "/api/events/count",
            "/api/events/histogram",
            "/api/events/histogram?from=2026-11-01&to=2026-11-08&interval=1h&by=type",
            "/api/events/histogram?from=2026-11-01&to=2026-11-08&interval=1d&by=user&series=5",
            "/api/events/top?field=user&limit=1000",
            "/api/events/top?field=price&limit=1000",
            "/api/events/top?field=any&limit=1000",
            "/api/events?format=csv",
            "/api/fields?limit=1000",
            "/api/usage",
            "/api/failed?format=csv",
            "/api/failed?group=reason");
    for (String path : paths) {
      assertThat(same(path).statusCode()).as(path).isEqualTo(200);
    }
    tellDifferences();
    assertThat(one.json("/api/events/count").getLong("count")).isEqualTo(events.size());
    assertThat(failed).isNotEmpty();
  }

  @Test
  void anEventIsFoundByAnyId() {
    int step = Math.max(1, events.size() / QUESTIONS);
    for (int i = 0; i < events.size(); i += step) {
      Event event = events.get(i);
      String path = RandomQuestions.byId(event);
      HttpResponse<String> answer = same(path);
      if (answer.statusCode() != 200) {
        differences.add(path + " is stored, yet gave " + answer.body());
      }
    }
    tellDifferences();
  }

  /** Follows both servers' cursors to the end; how many events there were. */
  private int pages(String path) {
    String next = path;
    int told = 0;
    while (next != null) {
      HttpResponse<String> answer = same(next);
      if (answer.statusCode() != 200) {
        break; // refused by both, such as for a text that fits no URL
      }
      JsonObject page = new JsonObject(answer.body());
      told += page.getJsonArray("events").size();
      String cursor = page.getString("next");
      next = cursor == null ? null : path + "&cursor=" + cursor;
    }
    return told;
  }

  private HttpResponse<String> same(String path) {
    CompletableFuture<HttpResponse<String>> asked = other.later(other.request(path).GET().build());
    HttpResponse<String> right = one.get(path);
    HttpResponse<String> found = asked.join();
    String expected = right.statusCode() + " " + STORED.matcher(right.body()).replaceAll("");
    String actual = found.statusCode() + " " + STORED.matcher(found.body()).replaceAll("");
    if (!actual.equals(expected)) {
      differences.add(difference(path, expected, actual));
    }
    return right;
  }

  private static String difference(String path, String expected, String actual) {
    int at = 0;
    int common = Math.min(expected.length(), actual.length());
    while (at < common && expected.charAt(at) == actual.charAt(at)) {
      at++;
    }
    return path
        + "\n  differs at character "
        + at
        + "\n  DuckDB:     "
        + around(expected, at)
        + "\n  OpenSearch: "
        + around(actual, at);
  }

  private static String around(String text, int at) {
    return text.substring(Math.max(0, at - 60), Math.min(text.length(), at + 160));
  }

  private void tellDifferences() {
    List<String> told = List.copyOf(differences);
    differences.clear();
    List<String> shown = told.subList(0, Math.min(SHOWN_MAX, told.size()));
    assertThat(shown).as("%d answers differ, the first of them:", told.size()).isEmpty();
  }
}
