package io.eventmill.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnswerTest {
  private QueryServer server;

  @BeforeAll
  void start() {
    ListEventReader store = new ListEventReader();
    IntStream.range(0, 600)
        .mapToObj(i -> Samples.event(i, "t", "2026-11-20T10:00:00Z", "{\"i\":" + i + ",\"a\":{}}"))
        .forEach(store::add);
    server = new QueryServer(store, Configs.withPieceBytes(50_000));
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void givesCsvWhenAskedForByAccept() {
    HttpResponse<String> response =
        server.get(
            "/api/events?limit=2&order=oldest&where=i:3&fields=i,/a,nothing",
            "Accept",
            "text/csv, application/json;q=0.5");

    assertThat(response.headers().firstValue("content-type"))
        .hasValue("text/csv; charset=utf-8; header=present");
    assertThat(response.body())
        .isEqualTo(
            "id,source,type,time,received,i,/a,nothing\r\n"
                + "e3,app,t,2026-11-20T10:00:00.000000Z,2026-11-20T10:00:00.250Z,3,{},\r\n");
  }

  @Test
  void putsTheWholeEventIntoOneColumnWhenNoFieldsAreNamed() {
    String csv = server.get("/api/events?where=i:3&format=csv").body();

    assertThat(csv).endsWith(",\"{\"\"i\"\":3,\"\"a\"\":{}}\"\r\n");
  }

  @Test
  void streamsAllRowsOfCsvUnlessLimitedAndTellsTheCursorOfTheRest() {
    assertThat(server.get("/api/events?format=csv").body().lines()).hasSize(601);
    HttpResponse<String> some = server.get("/api/events?format=csv&limit=150");
    String cursor = some.headers().firstValue("next-cursor").orElseThrow();
    assertThat(some.body().lines()).hasSize(151);
    assertThat(server.get("/api/events?format=csv&cursor=" + cursor).body().lines()).hasSize(451);
  }

  @Test
  void refusesFormsItDoesNotHave() {
    JsonObject error = server.error(406, "/api/events", "Accept", "application/xml");

    assertThat(error.getString("message")).contains("application/json or text/csv");
    assertThat(server.error(406, "/api/events/e1", "Accept", "text/csv").getString("message"))
        .contains("ask for application/json");
  }

  @Test
  void compressesWhenAsked() throws IOException {
    for (String path : new String[] {"/api/events?limit=500", "/api/events?limit=50"}) {
      HttpResponse<byte[]> response =
          server.ask(
              server.request(path, "Accept-Encoding", "gzip").build(), BodyHandlers.ofByteArray());

      assertThat(response.headers().firstValue("content-encoding")).hasValue("gzip");
      try (var in = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
        String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        assertThat(text).isEqualTo(server.get(path).body());
      }
    }
  }

  @Test
  void doesNotCompressWhatIsSmallOrNotAskedFor() {
    assertThat(encoding("/api/events/count", "gzip")).isEmpty();
    assertThat(encoding("/api/events", "gzip;q=0, br")).isEmpty();
    assertThat(encoding("/api/events", "br, *;q=0.1")).isEqualTo("gzip");
  }

  private String encoding(String path, String accepted) {
    return server
        .ask(server.request(path, "Accept-Encoding", accepted).build(), BodyHandlers.ofByteArray())
        .headers()
        .firstValue("content-encoding")
        .orElse("");
  }
}
