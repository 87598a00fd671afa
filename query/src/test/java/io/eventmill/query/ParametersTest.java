package io.eventmill.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ParametersTest {
  private QueryServer server;

  @BeforeAll
  void start() {
    server = new QueryServer(new ListEventReader(), Configs.withPieceBytes(1 << 20));
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "/api/events?limt=5 | limt | did you mean 'limit'?",
        "/api/events?limit=0 | limit | '0' is not a whole number from 1 to 1000",
        "/api/events?limit=-3 | limit | '-3' is not a whole number",
        "/api/events?limit=ten | limit | 'ten' is not a whole number",
        "/api/events?limit=1001 | limit | at most 1000 are allowed (query.page_max)",
        "/api/events?limit=99999999999999999999 | limit | is not a whole number",
        "/api/events?limit=5&limit=6 | limit | stands in the request 2 times",
        "/api/events?limit= | limit | is empty",
        "/api/events?format=csv&limit=5001 | limit | at most 5000 are allowed (query.csv_rows_max)",
        "/api/events?order=newst | order | 'newst' is none of newest, oldest, did you mean 'newest'?",
        "/api/events?order=up | order | 'up' is none of newest, oldest.",
        "/api/events?cursor=abc | cursor | 'abc' is no cursor",
        "/api/events?from=yesterday | from | 'yesterday'",
        "/api/events?to=now-5x | to | 'now-5x' has no length of time",
        "/api/events?from=2026-13-01T00:00:00Z | from | '2026-13-01T00:00:00Z'",
        "/api/events?from=2026-11-21&to=2026-11-20 | from | is after 'to'",
        "/api/events?where=platform | where | has no colon",
        "/api/events?where=:x | where | '' names no field",
        "/api/events?where=a..b:x | where | 'a..b' names no field",
        "/api/events?where=/a~2:x | where | '/a~2' names no field",
        "/api/events?where=type:x | where | write type=x, or /type for the JSON field",
        "/api/events?where=a:1&where=a:1&where=a:1&where=a:1 | where | at most 3 are allowed (query.filters_max)",
        "/api/events?text=a%00b | text | has the character U+0000",
        "/api/events?type= | type | is empty",
        "/api/events?fields=/a | fields | chooses columns of CSV",
        "/api/events?format=csv&fields=a,/a | fields | '/a' is asked for twice",
        "/api/events?format=xml | format | 'xml' is none of json, csv",
        "/api/events/count?limit=5 | limit | is not a parameter here",
        "/api/events/top | field | is missing",
        "/api/events/top?field=/ | field | '/' names no field",
        "/api/events/top?field=type&limit=101 | limit | (query.values_max)",
        "/api/events/histogram?interval=5 | interval | '5' is no length of time",
        "/api/events/histogram?interval=0s | interval | '0s' is no length of time",
        "/api/events/histogram?buckets=101 | buckets | (query.buckets_max)",
        "/api/events/histogram?by=type&series=6 | series | (query.series_max)",
        "/api/events/histogram?from=2026-11-19&to=2026-11-20&interval=1m | interval | into 1440 buckets, at most 100 are allowed (query.buckets_max). Write interval=15m",
        "/api/events/e1?a=b | a | this path takes none",
        "/api/failed?limit=11 | limit | (query.failed_max)",
      })
  void namesTheParameterWhatWasFoundAndWhatWouldBeRight(String path, String field, String says) {
    JsonObject error = server.error(400, path);

    assertThat(error.getString("code")).isEqualTo("bad_parameter");
    assertThat(error.getString("field")).isEqualTo(field);
    assertThat(error.getString("message")).startsWith(field + ": ").contains(says);
  }

  @Test
  void tellsAllProblemsOfARequestAtOnce() {
    JsonObject error = server.error(400, "/api/events?limit=x&from=y&ordre=newest");

    assertThat(error.getJsonArray("problems"))
        .extracting(p -> ((JsonObject) p).getString("field"))
        .containsExactlyInAnyOrder("ordre", "from", "limit");
  }

  @Test
  void namesTheLimitThatWasExceeded() {
    assertThat(server.error(400, "/api/events?limit=1001").getInteger("limit")).isEqualTo(1000);
    assertThat(server.get("/api/events?limit=1000").statusCode()).isEqualTo(200);
  }

  @Test
  void explainsAPercentSignThatIsNoEscape() {
    assertThat(raw("GET /api/events?text=100% HTTP/1.1"))
        .startsWith("HTTP/1.1 400")
        .contains("write %25 for a percent sign");
  }

  @Test
  void saysWhichMethodWouldBeRight() {
    HttpResponse<String> response =
        server.ask(server.request("/api/events").POST(BodyPublishers.noBody()).build());

    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("allow")).hasValue("GET");
    assertThat(response.body()).contains("\"code\":\"method_not_allowed\"");
  }

  @Test
  void allowsNoOtherOriginAndNoStoringOfAnswers() {
    HttpResponse<String> response =
        server.get("/api/events", "Origin", "https://elsewhere.example");

    assertThat(response.headers().firstValue("access-control-allow-origin")).isEmpty();
    assertThat(response.headers().firstValue("cache-control")).hasValue("no-store");
  }

  /** The usual clients refuse to send what is wrong. */
  private String raw(String requestLine) {
    try (java.net.Socket socket = new java.net.Socket("localhost", server.port())) {
      String request = requestLine + "\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      return new String(
          socket.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }
}
