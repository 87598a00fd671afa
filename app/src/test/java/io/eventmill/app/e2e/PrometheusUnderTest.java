package io.eventmill.app.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A real Prometheus that scrapes a server each second, as deploy/monitoring/prometheus.yaml does.
 */
final class PrometheusUnderTest implements AutoCloseable {
  private final Process process;
  private final String url;
  private final HttpClient http = HttpClient.newHttpClient();

  private PrometheusUnderTest(Process process, String url) {
    this.process = process;
    this.url = url;
  }

  /**
   * @param target host and port of the server's metrics
   */
  static PrometheusUnderTest scraping(String target, Path folder) throws IOException {
    String config =
        Files.readString(RunningMill.ROOT.resolve("deploy/monitoring/prometheus.yaml"))
            .replace("localhost:8081", target)
            .replace("15s", "1s")
            .replace(
                "alerts.yaml",
                RunningMill.ROOT.resolve("deploy/monitoring/alerts.yaml").toString());
    Path file = Files.writeString(folder.resolve("prometheus.yaml"), config);
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Process process =
        new ProcessBuilder(
                List.of(
                    "prometheus",
                    "--config.file=" + file,
                    "--storage.tsdb.path=" + folder.resolve("prometheus"),
                    "--web.listen-address=127.0.0.1:" + port))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("prometheus.log").toFile())
            .start();
    return new PrometheusUnderTest(process, "http://127.0.0.1:" + port);
  }

  /** Whether the expression has a number now. */
  boolean hasData(String expression) {
    URI at = URI.create(url + "/api/v1/query?query=" + RunningMill.encode(expression));
    try {
      var answer =
          http.send(HttpRequest.newBuilder(at).build(), HttpResponse.BodyHandlers.ofString());
      JsonNode result = new ObjectMapper().readTree(answer.body()).path("data").path("result");
      for (JsonNode series : result) {
        if (!series.path("value").path(1).asText().equals("NaN")) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      return false; // it starts
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }
}
