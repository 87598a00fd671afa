package io.eventmill.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.event.Event;
import io.eventmill.store.Batch;
import io.eventmill.store.Position;
import io.eventmill.store.StoreUnavailableException;
import io.eventmill.store.duckdb.DuckDbConfig;
import io.eventmill.store.duckdb.DuckDbStore;
import io.eventmill.topics.KafkaAddress;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.Proxy;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The older API over the real store, held against a plain loop over the same events. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GetsocialTest {
  private static final int EVENTS = 25_000;
  private static final long START = 1_465_484_000;
  private static final long NOW = QueryServer.CLOCK.millis();
  private static final List<String> TYPES =
      List.of(
          "session_start",
          "Session_Start",
          "session-start",
          "Link-Clicked X",
          " blank at both ends ",
          "größe/ñ&=+%41 🚀",
          "a\"b\\c",
          "0");

  @TempDir static Path folder;
  private final List<Event> events = new ArrayList<>();
  private DuckDbStore store;
  private QueryServer server;

  @BeforeAll
  void start() {
    Random random = new Random(4);
    for (int i = 0; i < EVENTS; i++) {
      long seconds = START + random.nextInt(1_000);
      String type = TYPES.get(random.nextInt(TYPES.size()));
      events.add(event(i, "app", type, seconds * 1_000_000));
    }
    events.add(event(EVENTS, "app", "half", START * 1_000_000 + 500_000));
    events.add(event(EVENTS + 1, "web", "half", START * 1_000_000)); // of another pipeline
    store = DuckDbStore.open(DuckDbConfig.in(folder));
    Position end = new Position(new UUID(1, 2), events.size(), events.get(EVENTS + 1).origin());
    store.writer().write(new Batch("enriched", events, List.of(), Map.of(), Map.of(0, end)));
    server = new QueryServer(store, QueryConfig.defaults(), QueryServer.CLOCK);
  }

  @AfterAll
  void stop() {
    server.close();
    store.close();
  }

  private static Event event(int number, String source, String type, long micros) {
    String json = "{\"event_type\":\"x\",\"params\":{ \"n\" : 1.50},\"n\":" + number + "}";
    return new Event(
        ListEventReader.origin(0, number),
        "e" + number,
        source,
        type,
        micros,
        micros / 1000,
        json.getBytes(StandardCharsets.UTF_8));
  }

  static Stream<String> types() {
    return TYPES.stream();
  }

  @ParameterizedTest
  @MethodSource("types")
  void countsEveryTypeWithBothEndsIncluded(String type) {
    for (long[] range : new long[][] {{0, 999}, {100, 200}, {7, 7}, {-5, -1}, {999, 5_000}}) {
      long expected =
          events.stream()
              .filter(e -> e.type().equals(type) && e.source().equals("app"))
              .filter(e -> e.timeMicros() >= (START + range[0]) * 1_000_000)
              .filter(e -> e.timeMicros() <= (START + range[1]) * 1_000_000)
              .count();

      assertThat(ok(count(type, START + range[0], START + range[1])).getLong("result"))
          .isEqualTo(expected);
    }
    assertThat(ok(count(type, START, START + 999)).getLong("result")).isGreaterThan(2_000);
  }

  @Test
  void anEventHalfASecondAfterTheEndIsNotIn() {
    assertThat(ok(count("half", START, START)).getLong("result")).isZero();
    assertThat(ok(count("half", START, START + 1)).getLong("result")).isEqualTo(1);
  }

  @Test
  void wrapsWhatItAnswersAndNothingElse() {
    for (String slash : new String[] {"", "/"}) {
      HttpResponse<String> answer =
          server.get("/getsocial/events/count" + slash + "?event_type=no&start_time=1&end_time=1");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type").orElse(""))
          .startsWith("application/json");
      assertThat(answer.body())
          .isEqualTo("{\"result\":0,\"status\":\"SUCCESS\",\"timeStamp\":" + NOW + "}\n");
      assertThat(
              server
                  .get("/getsocial/events/getallevents" + slash + "?start_time=1&end_time=1")
                  .body())
          .isEqualTo("{\"result\":[\n],\"status\":\"SUCCESS\",\"timeStamp\":" + NOW + "}\n");
    }
  }

  @Test
  void listsAllEventsInPagesEachOnceByTimeThenByPlace() {
    List<Integer> expected = numbers(events.stream().filter(e -> e.source().equals("app")));
    List<Integer> found = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    String next = "";
    while (next != null) {
      JsonObject page =
          ok("/getsocial/events/getallevents/?start_time=0&end_time=9999999999&event_type=" + next);
      JsonArray result = page.getJsonArray("result");
      sizes.add(result.size());
      result.forEach(e -> found.add(((JsonObject) e).getInteger("n")));
      String cursor = page.getString("next");
      next = cursor == null ? null : "&cursor=" + cursor;
      assertThat(page.containsKey("next")).isEqualTo(cursor != null);
    }
    assertThat(sizes).containsExactly(10_000, 10_000, 5_001);
    assertThat(found).isEqualTo(expected);
  }

  @Test
  void listsOneTypeAsItIsStoredToTheByte() {
    String type = QueryServer.encoded("Link-Clicked X");
    String body =
        server
            .get(
                "/getsocial/events/getallevents?event_type="
                    + type
                    + "&start_time="
                    + (START + 10)
                    + "&end_time="
                    + (START + 20))
            .body();

    List<Integer> expected =
        numbers(
            events.stream()
                .filter(e -> e.type().equals("Link-Clicked X"))
                .filter(e -> e.timeMicros() >= (START + 10) * 1_000_000)
                .filter(e -> e.timeMicros() <= (START + 20) * 1_000_000));
    List<Integer> found = new ArrayList<>();
    new JsonObject(body)
        .getJsonArray("result")
        .forEach(e -> found.add(((JsonObject) e).getInteger("n")));
    assertThat(found).isEqualTo(expected).isNotEmpty();
    assertThat(body).contains("\n{\"event_type\":\"x\",\"params\":{ \"n\" : 1.50},\"n\":");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "count",
        "count/?event_type=a&start_time=1",
        "count/?event_type=a&end_time=1",
        "count/?start_time=1&end_time=2",
        "count/?event_type=&start_time=1&end_time=2",
        "count/?event_type=%20%09&start_time=1&end_time=2",
        "count/?event_type=a&start_time=+&end_time=2",
        "getallevents",
        "getallevents/?start_time=1",
        "getallevents/?start_time=1&end_time=",
        "getallevents/?event_type=a",
      })
  void saysWhatIsMissing(String request) {
    assertThat(reason(400, request))
        .isEqualTo(
            "Event Type / Start time / End time is missing /invalid. please check input parameters"
                + " again");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "count/?event_type=a&start_time=2&end_time=1",
        "getallevents/?start_time=1&end_time=-1"
      })
  void saysWhenARangeIsTurnedRound(String request) {
    assertThat(reason(400, request))
        .isEqualTo("Start time must be less than end time. Please check input params");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tomorrow             | is not a whole number of Unix seconds",
        "1.5                  | is not a whole number of Unix seconds",
        "1e9                  | is not a whole number of Unix seconds",
        "--1                  | is not a whole number of Unix seconds",
        "0x10                 | is not a whole number of Unix seconds",
        "1465484030000        | is outside the years 1 to 9999",
        "253402300800         | is outside the years 1 to 9999",
        "-62135596801         | is outside the years 1 to 9999",
        "99999999999999999999 | is outside the years 1 to 9999",
      })
  void refusesWhatIsNoTime(String time, String why) {
    String encoded = QueryServer.encoded(time);
    assertThat(reason(400, "count/?event_type=a&end_time=5&start_time=" + encoded))
        .contains("start_time: '" + time + "' " + why);
    assertThat(reason(400, "getallevents/?start_time=5&end_time=" + encoded))
        .contains("end_time: '" + time + "' " + why);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-62135596800", "253402300799", "-1", "007", "-0", " 5 "})
  void takesTimesWithinTheirBounds(String time) {
    String encoded = QueryServer.encoded(time);
    ok("/getsocial/events/count?event_type=a&start_time=" + encoded + "&end_time=" + encoded);
  }

  @Test
  void refusesADamagedCursor() {
    assertThat(reason(400, "getallevents/?start_time=1&end_time=2&cursor=abc"))
        .startsWith("cursor: 'abc' is none; take it from 'next'");
  }

  @Test
  void ignoresParametersThatItDoesNotKnowAsBefore() {
    ok(count("a", 1, 2) + "&_=12345&event_type=b");
  }

  @Test
  void takesNoOtherMethod() {
    HttpResponse<String> answer =
        server.ask(
            server
                .request("/getsocial/events/count/?event_type=a&start_time=1&end_time=2")
                .POST(BodyPublishers.noBody())
                .build());

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow")).contains("GET");
    assertThat(new JsonObject(answer.body()).getString("status")).isEqualTo("FAILURE");
  }

  @Test
  void saysInItsEnvelopeThatTheStoreIsAway() {
    io.eventmill.store.EventReader away =
        (io.eventmill.store.EventReader)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {io.eventmill.store.EventReader.class},
                (self, method, arguments) -> {
                  throw new StoreUnavailableException("the file is locked", null);
                });
    try (QueryServer without = new QueryServer(away)) {
      for (String path :
          List.of(count("a", 1, 2), "/getsocial/events/getallevents?start_time=1&end_time=2")) {
        HttpResponse<String> answer = without.get(path);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("5");
        assertThat(answer.body())
            .isEqualTo(
                "{\"status\":\"FAILURE\",\"timeStamp\":"
                    + NOW
                    + ",\"reason\":\"The store cannot answer now: the file is locked\"}\n");
      }
    }
  }

  @Test
  void saysThatThePipelineDoesNotRun() {
    QueryParts parts =
        new QueryParts(
            store,
            List.of(Samples.SOURCE),
            KafkaAddress.of("localhost:1"),
            source -> null,
            new FixedAudit(),
            new FixedTrace(),
            List.of(),
            List.of(),
            store.tables());
    try (QueryServer without = new QueryServer(parts, QueryConfig.defaults(), QueryServer.CLOCK)) {
      HttpResponse<String> answer = without.get(count("a", 1, 2));
      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(new JsonObject(answer.body()).getString("reason"))
          .contains("the pipeline event-counts, which does not run. Start it with ./eventmill run");
    }
  }

  private static List<Integer> numbers(Stream<Event> events) {
    return events
        .sorted(Comparator.comparingLong(Event::timeMicros).thenComparing(e -> e.origin().offset()))
        .map(e -> Integer.parseInt(e.id().substring(1)))
        .toList();
  }

  private static String count(String type, long from, long to) {
    return "/getsocial/events/count/?event_type=%s&start_time=%d&end_time=%d"
        .formatted(QueryServer.encoded(type), from, to);
  }

  private JsonObject ok(String path) {
    JsonObject answer = server.json(path);
    assertThat(answer.getString("status")).isEqualTo("SUCCESS");
    assertThat(answer.getLong("timeStamp")).isEqualTo(NOW);
    return answer;
  }

  private String reason(int status, String request) {
    HttpResponse<String> response = server.get("/getsocial/events/" + request);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    JsonObject answer = new JsonObject(response.body());
    assertThat(answer.fieldNames()).containsExactly("status", "timeStamp", "reason");
    assertThat(answer.getString("status")).isEqualTo("FAILURE");
    return answer.getString("reason");
  }
}
