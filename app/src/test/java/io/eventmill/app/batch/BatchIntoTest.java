package io.eventmill.app.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.eventmill.app.Main;
import io.eventmill.testkit.PostgresUnderTest;
import io.eventmill.testkit.opensearch.OpenSearchUnderTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A batch into a real OpenSearch and a real PostgreSQL, beside what a server has there. */
class BatchIntoTest {
  private static final String PIPELINE =
      """
      name: shop
      sources:
        web: {event: {id: /id, type: /kind, time: /at}, deduplicate: {within: 1h}}
      counts:
        - {name: kinds, by: /kind, every: 1h, source: web}
      """;

  @RegisterExtension private final Screen screen = new Screen();
  private final HttpClient http = HttpClient.newHttpClient();
  private OpenSearchUnderTest node;
  private PostgresUnderTest postgres;
  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(folder.resolve("pipeline.yaml"), PIPELINE);
  }

  @Test
  void theSameIsInAllStoresHoweverOftenAndNothingOfTheServersIsTouched() throws Exception {
    node = OpenSearchUnderTest.shared();
    try (PostgresUnderTest started = PostgresUnderTest.start(folder.resolve("postgres"))) {
      postgres = started;
      postgres.execute(
          "CREATE SCHEMA eventmill",
          "CREATE TABLE eventmill.results (id text)",
          "INSERT INTO eventmill.results VALUES ('the server''s')");
      ask("PUT", "/em-events-web-2026.01.01/_doc/1?refresh=true", "{\"a\":1}");
      String three =
          lines(IntStream.range(0, 900).mapToObj(i -> sold(i % 800, i % 3)).toList()) + "{no json";

      assertThat(batch(three)).as(said()).isEqualTo(1); // one row cannot be read
      assertThat(said())
          .contains("also in OpenSearch, indices em-batch-shop-*")
          .contains("also in PostgreSQL, schema eventmill_batch_shop");
      assertThat(events()).isEqualTo("{k0=267, k1=267, k2=266}");
      assertThat(outcomes()).isEqualTo("{DUPLICATE=100, FAILED=1}");
      String counted = counted();
      assertThat(counted).isEqualTo("k0 267, k1 267, k2 266");
      List<String> documents = documents();
      assertThat(batch(three)).isEqualTo(1);
      assertThat(documents()).isEqualTo(documents);
      assertThat(outcomes()).isEqualTo("{DUPLICATE=100, FAILED=1}");
      assertThat(counted()).isEqualTo(counted);

      assertThat(batch(lines(List.of(sold(1, 7), sold(2, 7))))).as(said()).isEqualTo(0);
      assertThat(events()).isEqualTo("{k7=2}");
      assertThat(outcomes()).isEqualTo("{}");
      assertThat(counted()).isEqualTo("k7 2");

      assertThat(rows("SELECT id FROM eventmill.results")).containsExactly("the server's");
      assertThat(ask("GET", "/em-events-web-2026.01.01/_count", null).path("count").asInt())
          .isEqualTo(1);
    }
  }

  @Test
  void aStoreThatCannotBeUsedIsToldBeforeAnythingIsRead() throws IOException {
    Files.writeString(folder.resolve("all.jsonl"), "{}");
    screen.clear();
    assertThat(run("--into", "postgers")).isEqualTo(2);
    assertThat(said()).contains("--into: there is no store 'postgers', did you mean 'postgres'?");
    screen.clear();
    String nobody = "postgres.url=jdbc:postgresql://localhost:1/x";
    assertThat(run("--into", "postgres", "--set", nobody, "--set", "postgres.password_env="))
        .isEqualTo(2);
    assertThat(said()).contains("postgres: cannot use jdbc:postgresql://localhost:1/x");
    assertThat(folder.resolve("data/batch/shop/result")).doesNotExist();
  }

  private static String sold(int id, int kind) {
    return "{\"id\":\"e%d\",\"kind\":\"k%d\",\"at\":\"2026-11-20T10:00:00Z\"}".formatted(id, kind);
  }

  private static String lines(List<String> all) {
    return all.stream().map(line -> line + "\n").collect(Collectors.joining());
  }

  private int batch(String lines) throws IOException {
    Files.writeString(folder.resolve("all.jsonl"), lines);
    screen.clear();
    return run(
        "--into",
        "postgres,opensearch",
        "--set",
        "postgres.url=" + postgres.url(),
        "--set",
        "postgres.user=postgres",
        "--set",
        "postgres.password_env=",
        "--set",
        "opensearch.url=" + node.url(),
        "--set",
        "opensearch.prefix=em-");
  }

  private int run(String... options) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "batch",
                folder.toString(),
                "--data",
                folder.resolve("data").toString(),
                "--file",
                folder.resolve("all.jsonl").toString()));
    args.addAll(List.of(options));
    return Main.run(args.toArray(String[]::new));
  }

  private String events() throws Exception {
    return terms("/em-batch-shop-events-*", "type");
  }

  private String outcomes() throws Exception {
    return terms("/em-batch-shop-outcomes", "kind");
  }

  private String terms(String where, String field) throws Exception {
    String body = "{\"size\":0,\"aggs\":{\"a\":{\"terms\":{\"field\":\"%s\"}}}}".formatted(field);
    TreeMap<String, Long> counts = new TreeMap<>();
    ask("POST", where + "/_search", body)
        .at("/aggregations/a/buckets")
        .forEach(b -> counts.put(b.path("key").asText(), b.path("doc_count").asLong()));
    return counts.toString();
  }

  /** Ids and events, sorted. */
  private List<String> documents() throws Exception {
    List<String> documents = new ArrayList<>();
    ask("POST", "/em-batch-shop-events-*/_search", "{\"size\":2000}")
        .at("/hits/hits")
        .forEach(h -> documents.add(h.path("_id").asText() + h.at("/_source/json").asText()));
    assertThat(documents).isNotEmpty();
    return documents.stream().sorted().toList();
  }

  private String counted() throws SQLException {
    return String.join(
        ", ",
        rows(
            "SELECT json::jsonb ->> 'kind' || ' ' || sum((json::jsonb ->> 'count')::int)"
                + " FROM eventmill_batch_shop.results WHERE result = 'kinds'"
                + " GROUP BY json::jsonb ->> 'kind' ORDER BY 1"));
  }

  private List<String> rows(String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(postgres.url(), "postgres", null);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        rows.add(row.getString(1));
      }
    }
    return rows;
  }

  private JsonNode ask(String method, String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(node.url() + path))
            .header("Content-Type", "application/json")
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    return new ObjectMapper().readTree(http.send(request, BodyHandlers.ofString()).body());
  }

  private String said() {
    return screen.said();
  }
}
