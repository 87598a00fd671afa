package io.eventmill.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.event.Reason;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FailedTest {
  @Test
  void listsTheNewestWithReasonRemedyAndBody() {
    ListEventReader store = new ListEventReader();
    store.add(Samples.failed(1, Reason.TIME_INVALID, utf8("{\"a\":\"é\"}")));
    store.add(Samples.failed(2, Reason.NOT_JSON, new byte[] {(byte) 0xff, 0}));

    try (QueryServer server = new QueryServer(store)) {
      JsonObject answer = server.json("/api/failed");
      JsonObject newest = answer.getJsonArray("failed").getJsonObject(0);
      JsonObject oldest = answer.getJsonArray("failed").getJsonObject(1);

      assertThat(answer.getInteger("count")).isEqualTo(2);
      assertThat(newest.getString("id")).isEqualTo("f2");
      assertThat(newest.getString("reason")).isEqualTo("NOT_JSON");
      assertThat(newest.getString("remedy")).isEqualTo(Reason.NOT_JSON.remedy());
      assertThat(newest.getString("body_encoding")).isEqualTo("base64");
      assertThat(Base64.getDecoder().decode(newest.getString("body"))).containsExactly(255, 0);
      assertThat(oldest.getString("body")).isEqualTo("{\"a\":\"é\"}");
      assertThat(oldest.getString("received")).isEqualTo("2026-11-18T11:06:40.001Z");
      assertThat(server.json("/api/failed?limit=1").getJsonArray("failed")).hasSize(1);
      assertThat(server.get("/api/failed?format=csv").body().lines()).hasSize(3);
    }
  }

  @Test
  void findsByEveryFilter() {
    ListEventReader store = new ListEventReader();
    for (int i = 1; i <= 6; i++) {
      store.add(Samples.failed(i, i % 2 == 0 ? Reason.NOT_JSON : Reason.TIME_INVALID, utf8("{}")));
    }
    store.replay(Samples.failed(2, Reason.NOT_JSON, utf8("{}")).origin(), 77);

    try (QueryServer server = new QueryServer(store)) {
      assertThat(ids(server, "?id=f3")).containsExactly("f3");
      assertThat(ids(server, "?source=nobody")).isEmpty();
      assertThat(ids(server, "?source=web&order=oldest")).startsWith("f1", "f2");
      assertThat(ids(server, "?reason=NOT_JSON")).containsExactly("f6", "f4", "f2");
      assertThat(ids(server, "?replayed=true")).containsExactly("f2");
      assertThat(ids(server, "?replayed=false&reason=NOT_JSON")).containsExactly("f6", "f4");
      assertThat(ids(server, "?from=1795000000003&to=1795000000005")).containsExactly("f4", "f3");
      assertThat(ids(server, "?from=1795000000003000&to=1795000000004001"))
          .containsExactly("f4", "f3"); // in microseconds: the bound lies between two milliseconds
      assertThat(server.json("/api/failed?reason=NOT_JSON&limit=1").getInteger("count"))
          .isEqualTo(3);
      assertThat(server.error(400, "/api/failed?reason=NOT_JSN").getString("message"))
          .contains("did you mean 'NOT_JSON'");
      assertThat(server.error(400, "/api/failed?replayed=yes").getString("field"))
          .isEqualTo("replayed");
      JsonObject replayed =
          server.json("/api/failed?id=f2").getJsonArray("failed").getJsonObject(0);
      assertThat(replayed.getJsonObject("replayed").getString("place"))
          .isEqualTo("EjRWeJq8Te-BI0VniavN7w-0-77");
    }
  }

  @Test
  void pagesReachTheEndAndNeverRepeat() {
    ListEventReader store = new ListEventReader();
    for (int i = 0; i < 137; i++) {
      store.add(Samples.failed(i, Reason.NOT_JSON, utf8("{}")));
    }
    try (QueryServer server = new QueryServer(store, Configs.withPieceBytes(3_000))) {
      List<String> all = new ArrayList<>();
      String cursor = "";
      while (cursor != null) {
        JsonObject page = server.json("/api/failed?order=oldest&limit=10" + cursor);
        page.getJsonArray("failed").forEach(f -> all.add(((JsonObject) f).getString("id")));
        String next = page.getString("next");
        cursor = next == null ? null : "&cursor=" + next;
      }
      assertThat(all)
          .containsExactlyElementsOf(IntStream.range(0, 137).mapToObj(i -> "f" + i).toList());
      assertThat(server.get("/api/failed?format=csv").body().lines()).hasSize(138);
      assertThat(server.error(400, "/api/failed?limit=11").getInteger("limit")).isEqualTo(10);
    }
  }

  @Test
  void aCursorOfEventsIsNoneOfFailedEvents() {
    ListEventReader store = new ListEventReader();
    store.add(Samples.event(1, "t", "2026-11-20T10:00:00Z", "{}"));
    store.add(Samples.event(2, "t", "2026-11-20T10:00:00Z", "{}"));
    try (QueryServer server = new QueryServer(store)) {
      String cursor = server.json("/api/events?limit=1").getString("next");

      assertThat(server.error(400, "/api/failed?cursor=" + cursor).getString("message"))
          .contains("is no cursor");
    }
  }

  @Test
  void sumsUpByReasonLargestFirst() {
    ListEventReader store = new ListEventReader();
    for (int i = 1; i <= 5; i++) {
      store.add(Samples.failed(i, i == 1 ? Reason.NOT_JSON : Reason.TIME_INVALID, utf8("{}")));
    }
    store.replay(Samples.failed(2, Reason.NOT_JSON, utf8("{}")).origin(), 77);

    try (QueryServer server = new QueryServer(store)) {
      JsonObject answer = server.json("/api/failed?group=reason");
      JsonObject first = answer.getJsonArray("groups").getJsonObject(0);

      assertThat(answer.getInteger("count")).isEqualTo(5);
      assertThat(first.getString("reason")).isEqualTo("TIME_INVALID");
      assertThat(first.getInteger("count")).isEqualTo(4);
      assertThat(first.getInteger("replayed")).isEqualTo(1);
      assertThat(first.getString("first")).isEqualTo("2026-11-18T11:06:40.002Z");
      assertThat(first.getString("last")).isEqualTo("2026-11-18T11:06:40.005Z");
      assertThat(first.getJsonObject("example").getString("id")).isEqualTo("f5");
      assertThat(server.get("/api/failed?group=reason&format=csv").body().lines())
          .hasSize(3)
          .anyMatch(line -> line.startsWith("web,TIME_INVALID,,4,1,"));
      assertThat(server.error(400, "/api/failed?group=reason&order=oldest").getString("field"))
          .isEqualTo("order");
    }
  }

  @Test
  void givesTheWholeBodyByPlace() {
    byte[] sentText = utf8("{\"a\":\"" + "é".repeat(BodyText.BYTES_MAX) + "\"}");
    byte[] binary = new byte[BodyText.BYTES_MAX + 1];
    binary[7] = (byte) 0xff;
    ListEventReader store = new ListEventReader();
    store.add(Samples.failed(1, Reason.TIME_INVALID, sentText));
    store.add(Samples.failed(2, Reason.NOT_JSON, binary));

    try (QueryServer server = new QueryServer(store)) {
      for (Object row : server.json("/api/failed").getJsonArray("failed")) {
        JsonObject listed = (JsonObject) row;
        byte[] sent = listed.getString("id").equals("f1") ? sentText : binary;
        assertThat(listed.getBoolean("body_cut")).isTrue();
        assertThat(listed.getInteger("body_bytes")).isEqualTo(sent.length);
        String path = "/api/failed/" + listed.getString("place");
        JsonObject whole = server.json(path);
        String body = whole.getString("body");
        assertThat(whole.getBoolean("body_cut")).isFalse();
        assertThat(
                whole.getString("body_encoding").equals("utf-8")
                    ? utf8(body)
                    : Base64.getDecoder().decode(body))
            .isEqualTo(sent);
        assertThat(whole.getJsonObject("sender").getString("ip")).isEqualTo("192.0.2.1");
        assertThat(
                server
                    .ask(server.request(path + "/body").build(), BodyHandlers.ofByteArray())
                    .body())
            .isEqualTo(sent);
      }
    }
  }

  private static List<String> ids(QueryServer server, String query) {
    List<String> ids = new ArrayList<>();
    server
        .json("/api/failed" + query)
        .getJsonArray("failed")
        .forEach(f -> ids.add(((JsonObject) f).getString("id")));
    return ids;
  }

  @Test
  void showsTheBeginningOfALongBodyAndNeverHalfACharacter() {
    byte[] body = utf8("x" + "é".repeat(BodyText.BYTES_MAX));

    BodyText text = BodyText.of(body);

    assertThat(text.encoding()).isEqualTo("utf-8");
    assertThat(text.text()).isEqualTo("x" + "é".repeat(BodyText.BYTES_MAX / 2 - 1));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
