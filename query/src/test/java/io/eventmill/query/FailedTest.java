package io.eventmill.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.event.Reason;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
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
