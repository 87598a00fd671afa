package io.eventmill.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UsageTest {
  private static final List<String> CLIENTS =
      List.of("ann", "b,o\\\"b", "line\\nbreak", "=1+1", "@sum", "-5");
  private QueryServer server;
  private QueryServer small;

  @BeforeAll
  void start() {
    ListEventReader store = new ListEventReader();
    for (int i = 0; i < 60; i++) {
      String time = "2026-11-20T10:%02d:00Z".formatted(i);
      String json = "{\"client_id\":\"" + CLIENTS.get(i % 6) + "\"}";
      store.add(Samples.event(i, "view", time, i == 59 ? "{}" : json));
    }
    server = new QueryServer(store);
    small = new QueryServer(store, Configs.withPieceBytes(1 << 20));
  }

  @AfterAll
  void stop() {
    server.close();
    small.close();
  }

  @Test
  void aRowPerClientAndTypeAndNoCellIsAFormula() {
    assertThat(server.get("/api/usage?format=csv").body())
        .isEqualTo(
            String.join(
                "\r\n",
                "client_id,type,events",
                ",view,1",
                "-5,view,9",
                "'=1+1,view,10",
                "'@sum,view,10",
                "ann,view,10",
                "\"b,o\"\"b\",view,10",
                "\"line\nbreak\",view,10",
                ""));
  }

  @Test
  void countsWhatTheFilterLetsThroughByTheFieldsThatAreNamed() {
    JsonObject report =
        server.json("/api/usage?by=source&from=2026-11-20T10:10:00Z&to=2026-11-20T10:31:00Z");

    Map<String, Long> expected = new TreeMap<>();
    for (int i = 10; i < 31; i++) {
      expected.merge(i % 2 == 0 ? "web" : "app", 1L, Long::sum);
    }
    Map<String, Long> found = new TreeMap<>();
    for (Object row : report.getJsonArray("rows")) {
      JsonObject r = (JsonObject) row;
      found.put(r.getJsonArray("values").getString(0), r.getLong("events"));
    }
    assertThat(found).isEqualTo(expected);
    assertThat(report.getJsonArray("by").encode()).isEqualTo("[\"source\"]");
  }

  @Test
  void aReportIsWholeOrRefused() {
    assertThat(small.get("/api/usage?to=2026-11-20T10:06:00Z").statusCode()).isEqualTo(200);
    var refused = small.get("/api/usage");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("more than 6 rows (query.usage_rows_max)");
    assertThat(server.get("/api/usage?by=..").statusCode()).isEqualTo(400);
  }
}
