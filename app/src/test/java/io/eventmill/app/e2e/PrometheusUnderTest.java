package io.eventmill.app.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A real Prometheus on the files of deploy/monitoring. Of these only times are changed: a server is
 * scraped each second, and where the rules wait for minutes they wait for as many seconds.
 */
final class PrometheusUnderTest implements AutoCloseable {
  private static final Path MONITORING = RunningMill.ROOT.resolve("deploy/monitoring");

  private final InstalledProgram program;
  private final String url;
  private final HttpClient http = HttpClient.newHttpClient();

  private PrometheusUnderTest(InstalledProgram program, String url) {
    this.program = program;
    this.url = url;
  }

  /**
   * @param target host and port of the server's metrics
   * @param alertmanager host and port of what is told of alerts
   */
  static PrometheusUnderTest scraping(String target, String alertmanager, Path folder)
      throws Exception {
    String name = InstalledProgram.installed("prometheus", "prometheus");
    String rules =
        Files.readString(MONITORING.resolve("alerts.yaml"))
            .replaceAll("for: (\\d+)m\\b", "for: $1s")
            .replaceAll("\\[(\\d+)m]", "[$1s]");
    Files.writeString(folder.resolve("alerts.yaml"), rules);
    String config =
        Files.readString(MONITORING.resolve("prometheus.yaml"))
            .replace("localhost:8081", target)
            .replace("localhost:9093", alertmanager)
            .replace("15s", "1s");
    Path file = Files.writeString(folder.resolve("prometheus.yaml"), config);
    String address = "127.0.0.1:" + InstalledProgram.freePort();
    List<String> command =
        List.of(
            name,
            "--config.file=" + file,
            "--storage.tsdb.path=" + folder.resolve("prometheus"),
            "--web.listen-address=" + address);
    return new PrometheusUnderTest(
        InstalledProgram.start(folder.resolve("prometheus.log"), command), "http://" + address);
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
    program.close();
  }
}
