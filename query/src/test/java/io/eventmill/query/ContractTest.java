package io.eventmill.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.eventmill.event.Reason;
import io.vertx.core.http.HttpMethod;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The contract that is served says what the server does, and the server does what it says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContractTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final ListEventReader store = new ListEventReader();
  private QueryServer server;
  private Contract contract;

  @BeforeAll
  void start() {
    for (int i = 0; i < 30; i++) {
      String json = "{\"n\":%d,\"params\":{\"platform\":\"p%d\"}}".formatted(i, i % 3);
      store.add(Samples.event(i, "t" + i % 4, "2026-11-20T10:%02d:00.5Z".formatted(i), json));
    }
    store.add(Samples.failed(1, Reason.TIME_INVALID, "{}".getBytes(StandardCharsets.UTF_8)));
    store.add(Samples.failed(2, Reason.NOT_JSON, new byte[] {(byte) 0xfe}));
    server = new QueryServer(store);
    contract = Contract.parse(server.get("/openapi.yaml").body());
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void listsExactlyThePathsAndParametersThatAreAnswered() {
    Set<String> answered = new TreeSet<>();
    server.routes.questions().forEach(q -> answered.add(q.path()));

    Set<String> described = new TreeSet<>(contract.paths("/api/"));
    described.addAll(contract.paths("/getsocial/"));
    described.removeAll(contract.paths("/api/pipelines")); // answered beside the questions
    assertThat(described).isEqualTo(answered);
    server
        .routes
        .questions()
        .forEach(
            question -> {
              List<String> known = new ArrayList<>(question.parameters());
              if (question.media().size() > 1) {
                known.add("format");
              }
              String path = question.path();
              boolean post = question.method() == HttpMethod.POST && !question.takesData();
              assertThat(post ? contract.bodyFields(path) : contract.parameters(path, "query"))
                  .as(path)
                  .containsExactlyInAnyOrderElementsOf(known);
            });
  }

  @Test
  void isAWholeContract() {
    assertThat(contract.root().path("openapi").asText()).startsWith("3.1");
    assertThat(contract.paths("/"))
        .contains("/collect", "/collect/{source}", "/collect/{source}/pixel.gif")
        .contains("/health/live", "/health/ready");
    assertThat(contract.unresolvedReferences()).isEmpty();
    assertThat(contract.operationsWithoutId()).isEmpty();
  }

  /** A comma in an unquoted description ends it and begins a keyword that nobody knows. */
  @Test
  void hasNoKeywordsThatAreSlipsOfThePen() {
    assertThat(contract.oddKeywords()).isEmpty();
  }

  @Test
  void hasExamplesThatFollowTheirSchemas() {
    assertThat(contract.problemsOfExamples()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/api/events, /api/events?limit=7",
    "/api/events, /api/events?source=nobody",
    "/api/events, /api/events?from=2026-11-20&where=params.platform:p1&order=oldest",
    "/api/events/{id}, /api/events/e3",
    "/api/events/count, /api/events/count?type=t1",
    "/api/events/histogram, /api/events/histogram",
    "/api/events/histogram, /api/events/histogram?by=type&interval=5m",
    "/api/events/histogram, /api/events/histogram?by=n&series=2",
    "/api/events/histogram, /api/events/histogram?source=nobody&by=nothing",
    "/api/events/top, /api/events/top?field=n&limit=3",
    "/api/fields, /api/fields",
    "/api/usage, /api/usage?by=type",
    "/api/failed, /api/failed",
    "/api/audit, /api/audit?minutes=3",
    "/api/events/{id}/trace, /api/events/e1/trace",
    "/api/failed, /api/failed?limit=1",
    "/api/failed, /api/failed?group=reason",
    "/api/failed/{place}, /api/failed/EjRWeJq8Te-BI0VniavN7w-0-1001",
    "/api/sources, /api/sources",
    "/api/counts/{name}, /api/counts/signups?order=oldest&limit=1",
    "/api/counts/{name}/{id}, /api/counts/signups/0de",
    "/api/attributed/{name}, /api/attributed/sales",
    "/getsocial/events/count/, /getsocial/events/count?event_type=t1&start_time=0&end_time=9999999999",
    "/getsocial/events/getallevents/, /getsocial/events/getallevents/?start_time=0&end_time=9999999999",
  })
  void describesGoodAnswers(String path, String request) throws Exception {
    HttpResponse<String> response = server.get(request);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(contract.problems(path, 200, JSON.readTree(response.body()))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/api/events/count | {\"count\":-1}",
        "/api/events/count | {\"count\":1,\"more\":2}",
        "/api/events/top | {\"field\":\"type\",\"values\":[{\"value\":1,\"count\":1}]}",
        "/api/events | {\"events\":[{}],\"next\":null}",
      })
  void wouldNoticeAnswersThatAreNotAsDescribed(String path, String answer) throws Exception {
    assertThat(contract.problems(path, 200, JSON.readTree(answer))).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "400, /api/events, /api/events?limit=x&to=y",
    "400, /api/events/histogram, /api/events/histogram?buckets=9999",
    "404, /api/events/{id}, /api/events/nowhere",
    "406, /api/fields, /api/fields",
    "404, /api/failed/{place}, /api/failed/EjRWeJq8Te-BI0VniavN7w-0-7",
    "400, /api/failed/{place}, /api/failed/here",
    "404, /api/counts/{name}, /api/counts/signup",
    "400, /api/counts/{name}, /api/counts/signups?cursor=x",
    "404, /api/attributed/{name}/{id}, /api/attributed/sales/none",
    "400, /getsocial/events/count/, /getsocial/events/count/",
    "404, /api/failed/{place}/body, /api/failed/EjRWeJq8Te-BI0VniavN7w-0-7/body",
  })
  void describesErrors(int status, String path, String request) throws Exception {
    HttpResponse<String> response = server.get(request, "Accept", status == 406 ? "a/b" : "*/*");

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(contract.problems(path, status, JSON.readTree(response.body()))).isEmpty();
  }

  @Test
  void statesTheDefaultsAndLimitsThatHold() {
    QueryConfig config = QueryConfig.defaults();

    assertThat(schema("/api/events/histogram", "buckets").path("maximum").asInt())
        .isEqualTo(config.bucketsMax());
    assertThat(schema("/api/events/histogram", "series").path("maximum").asInt())
        .isEqualTo(config.seriesMax());
    assertThat(schema("/api/events/top", "limit").path("maximum").asInt())
        .isEqualTo(config.valuesMax());
    assertThat(schema("/api/fields", "limit").path("maximum").asInt())
        .isEqualTo(config.valuesMax());
    assertThat(contract.parameter("/api/failed", "limit").path("description").asText())
        .contains("at most 200 ");
    assertThat(config.failedMax()).isEqualTo(200);
    assertThat(contract.root().at("/components/schemas/ReplayOrder/properties/limit/maximum"))
        .hasToString(Integer.toString(config.replayMax()));
    assertThat(schema("/api/events", "where").path("maxItems").asInt())
        .isEqualTo(config.filtersMax());
    String limit = contract.parameter("/api/events", "limit").path("description").asText();
    assertThat(limit).contains("10,000").contains("1,000,000");
    assertThat(config.pageMax()).isEqualTo(10_000);
    assertThat(config.csvRowsMax()).isEqualTo(1_000_000);
    assertThat(server.json("/api/events").getJsonArray("events")).hasSize(30);
  }

  @Test
  void answersNoOtherMethodThanTheContractHas() {
    Set<String> paths = contract.paths("/api/");
    paths.removeAll(contract.paths("/api/pipelines")); // answered beside the questions
    for (String path : paths) {
      for (HttpMethod method : List.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.DELETE)) {
        HttpRequest request =
            server
                .request(path.replaceAll("\\{.*?}", "e1"))
                .method(method.name(), BodyPublishers.noBody())
                .build();
        String named = method.name().toLowerCase(Locale.ROOT);
        boolean there = contract.root().path("paths").path(path).has(named);
        int status = server.ask(request).statusCode();
        assertThat(status == 405).as(method + " " + path).isEqualTo(!there);
      }
    }
  }

  private JsonNode schema(String path, String parameter) {
    return contract.parameter(path, parameter).path("schema");
  }
}
