package io.eventmill.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.event.Event;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EventsTest {
  private final ListEventReader store = new ListEventReader();
  private QueryServer server;

  @BeforeAll
  void start() {
    store.add(
        Samples.event(
            0, "pageview", "2026-11-20T10:00:00.123456Z", "{ \"n\": 1.50,\"é\":\"\\u00e9\" }"));
    store.add(
        Samples.event(
            1, "click", "2026-11-20T10:00:01Z", "{\"n\":2,\"params\":{\"platform\":\"iOS\"}}"));
    store.add(
        Samples.event(2, "Link-Clicked X, Y", "2026-11-20T10:00:02Z", "{\"n\":3,\"a.b\":\"dot\"}"));
    store.add(
        Samples.event(
            3, "click", "2026-11-20T10:00:02Z", "{\"n\":2.0,\"x:y\":\"1:2\",\"b\\\\\":\":\"}"));
    server = new QueryServer(store);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void carriesTheStoredJsonByteForByte() {
    String body = server.get("/api/events?type=pageview").body();

    assertThat(body).contains(",\"event\":{ \"n\": 1.50,\"é\":\"\\u00e9\" }}");
  }

  @Test
  void tellsWhatIsKnownOfAnEvent() {
    JsonObject event = server.json("/api/events/e0");

    assertThat(event.fieldNames())
        .containsExactly("id", "source", "type", "time", "received", "stored", "origin", "event");
    assertThat(event.getString("time")).isEqualTo("2026-11-20T10:00:00.123456Z");
    assertThat(event.getString("received")).isEqualTo("2026-11-20T10:00:00.373Z");
    assertThat(event.getJsonObject("origin").encode())
        .isEqualTo("{\"topic_id\":\"EjRWeJq8Te-BI0VniavN7w\",\"partition\":0,\"offset\":0}");
  }

  @Test
  void listsTheNewestFirstUnlessAskedOtherwise() {
    assertThat(ids("/api/events")).containsExactly("e2", "e3", "e1", "e0");
    assertThat(ids("/api/events?order=oldest")).containsExactly("e0", "e1", "e3", "e2");
  }

  @Test
  void filtersBySourceTypeFieldTextAndTime() {
    assertThat(ids("/api/events?source=web")).containsExactly("e2", "e0");
    assertThat(ids("/api/events?type=click&type=pageview")).containsExactly("e3", "e1", "e0");
    assertThat(ids("/api/events?type=" + QueryServer.encoded("Link-Clicked X, Y")))
        .containsExactly("e2");
    assertThat(ids("/api/events?where=n:2")).containsExactly("e3", "e1");
    assertThat(ids("/api/events?where=n:2&where=params.platform:iOS")).containsExactly("e1");
    assertThat(ids("/api/events?where=/params/platform:iOS")).containsExactly("e1");
    assertThat(ids("/api/events?where=/a.b:dot")).containsExactly("e2");
    assertThat(ids("/api/events?where=" + QueryServer.encoded("x\\:y:1:2"))).containsExactly("e3");
    assertThat(ids("/api/events?where=" + QueryServer.encoded("b\\\\::"))).containsExactly("e3");
    assertThat(ids("/api/events?where=" + QueryServer.encoded("/b\\\\::"))).containsExactly("e3");
    assertThat(ids("/api/events?text=PLATFORM")).containsExactly("e1");
    assertThat(ids("/api/events?from=2026-11-20T10:00:01Z&to=2026-11-20T10:00:02Z"))
        .containsExactly("e1");
    assertThat(ids("/api/events?from=now-2h&to=now-7199s")).containsExactly("e0");
  }

  @Test
  void countsWhatItWouldList() {
    assertThat(server.json("/api/events/count?type=click").getLong("count")).isEqualTo(2);
    assertThat(server.get("/api/events/count?format=csv").body()).isEqualTo("count\r\n4\r\n");
  }

  @Test
  void findsEventsWhoseIdNeedsEscaping() {
    for (String id : List.of("a/b", "topic+0+12", "ü % ?&#", "x y")) {
      store.add(withId(id));
      String path = QueryServer.encoded(id).replace("+", "%20");

      assertThat(server.json("/api/events/" + path).getString("id")).isEqualTo(id);
      store.events.removeIf(e -> e.event().id().equals(id));
    }
  }

  @Test
  void saysThatAnEventIsNotThere() {
    JsonObject error = server.error(404, "/api/events/nowhere");

    assertThat(error.getString("code")).isEqualTo("not_found");
    assertThat(error.getString("message")).contains("'nowhere'");
  }

  @Test
  void givesEachOf25000EventsOnceOverPages() {
    ListEventReader many = new ListEventReader();
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < 25_000; i++) { // many share a time, so that the origin must decide
      events.add(Samples.event(i, "t", "2026-11-20T10:00:%02dZ".formatted(i % 60), "{}"));
    }
    events.forEach(e -> many.events.add(new io.eventmill.store.StoredEvent(e, 0)));
    List<String> seen = new ArrayList<>();

    try (QueryServer large = new QueryServer(many)) {
      String cursor = "";
      do {
        JsonObject page = large.json("/api/events?limit=7001" + cursor);
        page.getJsonArray("events").forEach(e -> seen.add(((JsonObject) e).getString("id")));
        cursor = page.getString("next") == null ? null : "&cursor=" + page.getString("next");
      } while (cursor != null);
    }

    assertThat(seen).hasSize(25_000);
    assertThat(new HashSet<>(seen)).hasSize(25_000);
  }

  @Test
  void keepsLongAnswersWholeThoughTheyAreFetchedInPieces() {
    ListEventReader many = new ListEventReader();
    IntStream.range(0, 1_000)
        .mapToObj(i -> Samples.event(i, "t", "2026-11-20T10:00:00Z", "{\"i\":" + i + "}"))
        .forEach(many::add);
    QueryConfig small = Configs.withPieceBytes(1_000);

    try (QueryServer large = new QueryServer(many, small)) {
      HttpResponse<String> response = large.get("/api/events?limit=999&order=oldest");
      JsonObject page = new JsonObject(response.body());

      assertThat(response.headers().firstValue("transfer-encoding")).hasValue("chunked");
      assertThat(page.getJsonArray("events")).hasSize(999);
      assertThat(
              ids(large.json("/api/events?limit=5&order=oldest&cursor=" + page.getString("next"))))
          .hasSize(1);
    }
  }

  @Test
  void answersWithAnEmptyListWhenNothingFits() {
    assertThat(server.get("/api/events?source=nobody").body())
        .isEqualTo("{\"events\":[\n],\"next\":null}\n");
  }

  private static Event withId(String id) {
    byte[] json = "{}".getBytes(StandardCharsets.UTF_8);
    return new Event(ListEventReader.origin(0, 99), id, "web", "t", 0, 0, json);
  }

  private List<String> ids(String path) {
    return ids(server.json(path));
  }

  private static List<String> ids(JsonObject page) {
    return page.getJsonArray("events").stream().map(e -> ((JsonObject) e).getString("id")).toList();
  }
}
