package io.eventmill.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnalysisTest {
  private QueryServer server;

  @BeforeAll
  void start() {
    ListEventReader store = new ListEventReader();
    for (int i = 0; i < 12; i++) { // e0 to e11, 20 s apart
      String time = "2026-11-20T10:%02d:%02dZ".formatted(i / 3, i % 3 * 20);
      String json = i == 11 ? "{\"n\":null}" : "{\"n\":" + i % 4 + ",\"id\":\"x" + i + "\"}";
      store.add(Samples.event(i, i < 9 ? "pageview" : "click", time, json));
    }
    server = new QueryServer(store, Configs.withPieceBytes(1 << 20));
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void countsPerBucket() {
    JsonObject histogram = server.json("/api/events/histogram?interval=2m");

    assertThat(histogram.getString("interval")).isEqualTo("2m");
    assertThat(histogram.getLong("interval_ms")).isEqualTo(120_000);
    assertThat(histogram.getString("from")).isEqualTo("2026-11-20T10:00:00.000000Z");
    assertThat(histogram.getString("to")).isEqualTo("2026-11-20T10:03:40.000001Z");
    assertThat(histogram.getJsonArray("buckets").encode())
        .isEqualTo(
            "[{\"start\":\"2026-11-20T10:00:00.000000Z\",\"count\":6},"
                + "{\"start\":\"2026-11-20T10:02:00.000000Z\",\"count\":6}]");
  }

  @Test
  void splitsByTypeAndFitsTheIntervalToTheDataByItself() {
    String csv = server.get("/api/events/histogram?by=type&buckets=4&format=csv").body();

    assertThat(csv.lines())
        .containsExactly(
            "start,value,other,count",
            "2026-11-20T10:00:00.000000Z,pageview,false,3",
            "2026-11-20T10:01:00.000000Z,pageview,false,3",
            "2026-11-20T10:02:00.000000Z,pageview,false,3",
            "2026-11-20T10:03:00.000000Z,click,false,3");
  }

  @Test
  void splitsBySource() {
    JsonArray buckets =
        server.json("/api/events/histogram?by=source&interval=1h").getJsonArray("buckets");

    assertThat(buckets)
        .extracting(b -> ((JsonObject) b).getString("value"))
        .containsExactly("app", "web");
    assertThat(buckets).extracting(b -> ((JsonObject) b).getInteger("count")).containsOnly(6);
  }

  @Test
  void keepsEventsWithoutTheFieldAsASeriesWithoutAName() {
    String csv = server.get("/api/events/histogram?by=n&interval=1h&format=csv").body();

    assertThat(csv).contains(",0,false,3").contains(",,false,1").doesNotContain(",true,");
  }

  @Test
  void sumsUpTheValuesBeyondTheMostFrequent() {
    String csv = server.get("/api/events/histogram?by=n&series=2&interval=1h&format=csv").body();

    assertThat(csv.lines().skip(1))
        .containsExactly(
            "2026-11-20T10:00:00.000000Z,0,false,3",
            "2026-11-20T10:00:00.000000Z,1,false,3",
            "2026-11-20T10:00:00.000000Z,,true,6");
  }

  @Test
  void boundsTheSeriesOfAFieldThatIsDifferentInEveryEvent() {
    JsonArray buckets =
        server.json("/api/events/histogram?by=id&interval=1d&series=5").getJsonArray("buckets");

    assertThat(buckets).hasSize(6);
    assertThat(((JsonObject) buckets.getValue(5)).getInteger("count")).isEqualTo(7);
  }

  @Test
  void hasNoBucketsWhereThereIsNothing() {
    assertThat(server.get("/api/events/histogram?source=nobody").body())
        .isEqualTo(
            "{\"interval\":\"1m\",\"interval_ms\":60000,\"from\":null,\"to\":null,\"by\":null,"
                + "\"buckets\":[]}\n");
    assertThat(server.json("/api/events/histogram?from=now&to=now").getJsonArray("buckets"))
        .isEmpty();
  }

  @Test
  void allowsAsManyBucketsAsTheLimitAndNotOneMore() {
    String path = "/api/events/histogram?interval=1m&from=2026-11-20T10:00:00Z&to=2026-11-20T11:40";

    assertThat(server.get(path + ":00Z").statusCode()).isEqualTo(200);
    assertThat(server.error(400, path + ":01Z").getInteger("limit")).isEqualTo(100);
  }

  @Test
  void listsTheMostFrequentValues() {
    assertThat(server.get("/api/events/top?field=n&limit=2").body())
        .isEqualTo(
            "{\"field\":\"/n\",\"values\":[{\"value\":\"0\",\"count\":3},"
                + "{\"value\":\"1\",\"count\":3}]}\n");
    assertThat(server.get("/api/events/top?field=type&format=csv").body())
        .isEqualTo("value,count\r\npageview,9\r\nclick,3\r\n");
    assertThat(server.json("/api/events/top?field=nothing").getJsonArray("values")).isEmpty();
  }

  @Test
  void namesFieldsSourcesAndTypes() {
    assertThat(server.get("/api/fields").body())
        .isEqualTo(
            "{\"fields\":[\"/id\",\"/n\"],"
                + "\"sources\":[{\"value\":\"app\",\"count\":6},{\"value\":\"web\",\"count\":6}],"
                + "\"types\":[{\"value\":\"pageview\",\"count\":9},"
                + "{\"value\":\"click\",\"count\":3}]}\n");
  }
}
