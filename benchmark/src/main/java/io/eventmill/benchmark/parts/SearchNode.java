package io.eventmill.benchmark.parts;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.eventmill.benchmark.race.MissingPeerException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A real OpenSearch node in a process of its own, on an empty folder. */
public final class SearchNode implements AutoCloseable {
  /** What a reader must know of it. */
  public static final String SETTINGS = "OpenSearch 2.19, one node, -Xmx1g";

  private static final Duration START_MAX = Duration.ofSeconds(120);
  private static final Duration ANSWER_MAX = Duration.ofMinutes(5);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Part part;
  private final Path folder;
  private final String url;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private SearchNode(Part part, Path folder, String url) {
    this.part = part;
    this.folder = folder;
    this.url = url;
  }

  /**
   * Fetches it, when it is not here yet.
   *
   * @throws MissingPeerException when it cannot be had
   */
  public static void prepare(Path home)
      throws MissingPeerException, IOException, InterruptedException {
    peer(home).build();
  }

  private static MavenPeer peer(Path home) {
    return new MavenPeer(home, "opensearch");
  }

  /** Starts it and returns when it answers. */
  public static SearchNode start(Path home, Path folder) throws IOException, InterruptedException {
    int port = FreePort.any();
    Part part =
        Part.start(
            "opensearch",
            folder,
            JavaProcess.command(
                peer(home).classPath(),
                List.of("-Xmx1g"),
                "OpenSearchNode",
                folder.resolve("node"),
                port));
    SearchNode node = new SearchNode(part, folder, "http://localhost:" + port);
    part.await("its health", START_MAX, node::isReady);
    return node;
  }

  private boolean isReady() {
    try {
      return ask("GET", "/_cluster/health?wait_for_status=yellow&timeout=1s", (String) null)
          .path("timed_out")
          .isBoolean();
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  public Process process() {
    return part.process();
  }

  public String url() {
    return url;
  }

  /** Where its data lie. */
  public Path folder() {
    return folder.resolve("node");
  }

  /**
   * Sends JSON and gives the answer.
   *
   * @param json null for none
   * @throws IOException when it does not answer, or with a status of 400 or above
   */
  public JsonNode ask(String method, String path, String json)
      throws IOException, InterruptedException {
    return ask(method, path, json == null ? new byte[0] : json.getBytes(UTF_8));
  }

  JsonNode ask(String method, String path, byte[] json) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(ANSWER_MAX)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofByteArray(json))
            .build();
    HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    if (answer.statusCode() >= 400) {
      throw new IOException(
          "%s answered %d %s"
              .formatted(request.uri(), answer.statusCode(), new String(answer.body(), UTF_8)));
    }
    return JSON.readTree(answer.body());
  }

  @Override
  public void close() throws InterruptedException {
    part.close();
  }
}
