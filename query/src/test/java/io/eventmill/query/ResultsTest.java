package io.eventmill.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.event.ResultRow;
import io.eventmill.store.Batch;
import io.eventmill.store.Position;
import io.eventmill.store.duckdb.DuckDbConfig;
import io.eventmill.store.duckdb.DuckDbStore;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Questions about results, over the real store. */
class ResultsTest {
  @TempDir Path folder;
  private DuckDbStore store;
  private QueryServer server;

  @BeforeEach
  void start() {
    store = DuckDbStore.open(DuckDbConfig.in(folder));
    List<ResultRow> rows = new ArrayList<>();
    for (int window = 0; window < 30; window++) {
      for (String country : List.of("de", "fr: \"x\"")) {
        rows.add(count(window, country, window + country.length()));
      }
    }
    rows.add(
        row(
            "sales",
            "a b/c",
            7,
            "{\"sale\":\"=1+1\",\"touches\":[{\"id\":\"q\\\"1\",\"credit\":1},[]],\"by\":null,\"final\":true}"));
    Position after = new Position(new UUID(1, 1), 61, null);
    store.writer().write(Batch.ofRows("results", rows, Map.of(), Map.of(0, after)));
    server = new QueryServer(store, QueryConfig.defaults(), QueryServer.CLOCK);
  }

  @AfterEach
  void stop() {
    server.close();
    store.close();
  }

  @Test
  void pagesReachEveryRowOnceAndTheSumIsThatOfAll() {
    long expected = 0;
    for (int window = 0; window < 30; window++) {
      expected += 2L * window + "de".length() + "fr: \"x\"".length();
    }
    List<String> ids = new ArrayList<>();
    String cursor = "";
    do {
      JsonObject page = server.json("/api/counts/signups?order=oldest&limit=7" + cursor);
      assertThat(page.getLong("sum")).isEqualTo(expected);
      JsonArray rows = page.getJsonArray("rows");
      rows.forEach(row -> ids.add(((JsonObject) row).getString("id")));
      cursor = page.getString("next") == null ? null : "&cursor=" + page.getString("next");
    } while (cursor != null);
    assertThat(ids).hasSize(60).doesNotHaveDuplicates();
    assertThat(ids.get(0)).isEqualTo("0de");
    assertThat(server.json("/api/counts/signups?limit=1").getJsonArray("rows").getJsonObject(0))
        .isEqualTo(new JsonObject(json(29, "fr: \"x\"", 36)));
  }

  @Test
  void aRangeIsFromInToOut() {
    JsonObject some =
        server.json(
            "/api/counts/signups?from=1970-01-01T00:00:10Z&to=1970-01-01T00:00:30Z"
                + "&where=country:de");

    assertThat(some.getJsonArray("rows")).hasSize(2);
    assertThat(some.getLong("sum")).isEqualTo(1 + 2 + 2 + 2);
    JsonObject part = server.json("/api/counts/signups?where=count:5");
    assertThat(part.getLong("sum")).isNull();
    assertThat(part.getJsonArray("rows")).hasSize(1);
  }

  @Test
  void namesOfResultsCanBeAsked() {
    JsonArray all = server.json("/api/results").getJsonArray("results");

    assertThat(all)
        .containsExactly(
            new JsonObject(
                "{\"name\":\"signups\",\"kind\":\"counts\",\"group\":[\"country\"],\"columns\":[]}"),
            new JsonObject(
                "{\"name\":\"sales\",\"kind\":\"attributed\",\"group\":[],\"columns\":[]}"));
  }

  @Test
  void oneRowIsFoundByItsId() {
    assertThat(server.json("/api/attributed/sales/a%20b%2Fc").getString("sale")).isEqualTo("=1+1");
    assertThat(server.error(404, "/api/attributed/sales/none").getString("message"))
        .isEqualTo("'sales' has no row 'none'.");
    assertThat(server.error(404, "/api/attributed/sale").getString("message"))
        .isEqualTo("'sale' is not there; sales is.");
  }

  @Test
  void rowsAsCsvHaveTheFieldsOfTheResult() {
    HttpResponse<String> sales = server.get("/api/attributed/sales?format=csv");
    assertThat(sales.body())
        .isEqualTo(
            "sale,touches,by,final\r\n"
                + "'=1+1,\"[{\"\"id\"\":\"\"q\\\"\"1\"\",\"\"credit\"\":1},[]]\",,true\r\n");
    String counts = server.get("/api/counts/signups?format=csv&order=oldest&limit=2").body();
    assertThat(counts)
        .isEqualTo(
            "id,window_start_time,country,count\r\n0de,0,de,2\r\n"
                + "\"0fr: \"\"x\"\"\",0,\"fr: \"\"x\"\"\",7\r\n");
  }

  private static ResultRow count(int window, String country, int count) {
    return row(
        "signups", 10 * window + country, window * 10_000_000L, json(window, country, count));
  }

  private static String json(int window, String country, int count) {
    return new JsonObject()
        .put("id", 10 * window + country)
        .put("window_start_time", 10 * window)
        .put("country", country)
        .put("count", count)
        .encode();
  }

  private static ResultRow row(String result, String id, long time, String json) {
    return new ResultRow(result, "v", id, time, json.getBytes(StandardCharsets.UTF_8));
  }
}
