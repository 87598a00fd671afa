package io.eventmill.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.store.duckdb.DuckDbConfig;
import io.eventmill.store.duckdb.DuckDbStore;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reference tables filled over HTTP, in the real store. */
class TablesTest {
  private static final String USERS = "/api/tables/commerce.users";

  @TempDir Path folder;
  private DuckDbStore store;
  private QueryServer server;

  @BeforeEach
  void start() {
    store = DuckDbStore.open(DuckDbConfig.in(folder));
    server = new QueryServer(store, Configs.withPieceBytes(1 << 20), QueryServer.CLOCK);
  }

  @AfterEach
  void stop() {
    server.close();
    store.close();
  }

  @Test
  void rowsAreAddedAndChangedByTheirKey() {
    assertThat(post(USERS, "[{\"id\":1,\"name\":\"Ada\",\"vip\":true},{\"id\":2,\"name\":null}]"))
        .isEqualTo("200 {\"table\":\"commerce.users\",\"accepted\":2}\n");
    post(USERS + "?key=id", "{\"id\":1.0,\"name\":\"Ada L\"}\n{\"id\":\"x\",\"tags\":[1]}\n");

    assertThat(found("1", "2", "x", "3"))
        .isEqualTo(
            Map.of(
                "1",
                Map.of("name", "Ada L", "vip", "true"),
                "x",
                Map.of("tags", "[1]"),
                "2",
                java.util.Collections.singletonMap("name", null)));
  }

  @Test
  void whatIsWrongIsNamedAndNothingIsTaken() {
    assertThat(post(USERS, "[{\"id\":1},{\"name\":\"x\"}]")).startsWith("400").contains("row 1");
    assertThat(post(USERS, "[1]")).startsWith("400").contains("row 0 is no JSON object");
    assertThat(post(USERS, "[{")).startsWith("400").contains("not JSON");
    assertThat(post(USERS, " ")).startsWith("400").contains("empty");
    assertThat(post("/api/tables/users", "[]")).startsWith("400").contains("schema.table");
    assertThat(post(USERS + "?kee=id", "[]")).startsWith("400").contains("did you mean 'key'");
    assertThat(found("1")).isEmpty();
  }

  @Test
  void aBodyAtTheLimitIsTakenAndOneByteMoreIsNot() {
    String body = "[{\"id\":1,\"name\":\"" + "x".repeat(1_980) + "\"}]";
    assertThat(body).hasSize(2_000);
    assertThat(post(USERS, body)).startsWith("200");
    assertThat(post(USERS, body + " ")).startsWith("413").contains("query.table_body_max");
  }

  private Map<String, Map<String, String>> found(String... keys) {
    return store
        .tables()
        .find("commerce.users", "id", List.of("name", "vip", "tags"), List.of(keys));
  }

  private String post(String path, String body) {
    HttpResponse<String> answer =
        server.ask(
            server
                .request(path, "Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build());
    return answer.statusCode() + " " + answer.body();
  }
}
