package io.eventmill.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagesTest {
  private static final Path OURS = Path.of("src/main/resources/io/eventmill/query/pages");
  private QueryServer server;

  @BeforeAll
  void start() {
    server = new QueryServer(new ListEventReader());
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void servesEveryFileThereIs() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(OURS)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    assertThat(files).hasSizeGreaterThan(4);

    for (Path file : files) {
      HttpResponse<String> response = server.get(path(file));

      assertThat(response.statusCode()).as(path(file)).isEqualTo(200);
      assertThat(response.body()).isEqualTo(Files.readString(file));
    }
  }

  @Test
  void allowsNothingFromElsewhereAndNothingInline() {
    HttpResponse<String> page = server.get("/docs");

    String policy = page.headers().firstValue("content-security-policy").orElseThrow();
    assertThat(policy).contains("default-src 'none'").doesNotContain("unsafe");
    assertThat(page.headers().firstValue("x-content-type-options")).hasValue("nosniff");
    assertThat(page.headers().firstValue("content-type")).hasValue("text/html; charset=utf-8");
  }

  @Test
  void sendsAFileAgainOnlyWhenItHasChanged() {
    String path = "/assets/lit-html/lit-html.js";
    String etag = server.get(path).headers().firstValue("etag").orElseThrow();

    HttpResponse<String> same = server.get(path, "If-None-Match", "\"x\", W/" + etag);

    assertThat(same.statusCode()).isEqualTo(304);
    assertThat(same.body()).isEmpty();
    assertThat(server.get(path, "If-None-Match", "\"x\"").statusCode()).isEqualTo(200);
  }

  @Test
  void compressesWhenAsked() throws IOException {
    String path = "/assets/swagger-ui/swagger-ui.css";
    HttpResponse<byte[]> response =
        server.ask(
            server.request(path, "Accept-Encoding", "gzip, br").build(),
            BodyHandlers.ofByteArray());

    assertThat(response.headers().firstValue("content-encoding")).hasValue("gzip");
    try (var in = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo(server.get(path).body());
    }
  }

  @Test
  void answersHeadWithoutABody() {
    HttpResponse<String> response =
        server.ask(server.request("/docs").method("HEAD", BodyPublishers.noBody()).build());

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
  }

  @Test
  void hasNoWayToOtherFiles() {
    for (String path : List.of("/assets/", "/assets/..%2f..%2fQueryRoutes.class", "/assets")) {
      assertThat(server.get(path).statusCode()).as(path).isEqualTo(404);
    }
  }

  /** Where a file is found: pages stand at the root, their parts under assets. */
  private static String path(Path file) {
    String name = OURS.relativize(file).toString();
    return switch (name) {
      case "dashboard/index.html" -> "/";
      case "docs/index.html" -> "/docs";
      case "openapi.yaml" -> "/openapi.yaml";
      default -> "/assets/" + name;
    };
  }
}
