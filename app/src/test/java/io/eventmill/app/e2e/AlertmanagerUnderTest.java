package io.eventmill.app.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A real Alertmanager on deploy/monitoring/alertmanager.yaml, with seconds for its times, and the
 * one on call: a webhook that notes what it was told last of each alert.
 */
final class AlertmanagerUnderTest implements AutoCloseable {
  private static final Path CONFIG =
      RunningMill.ROOT.resolve("deploy/monitoring/alertmanager.yaml");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Map<String, String> told = new ConcurrentHashMap<>();
  private final HttpServer onCall;
  private final InstalledProgram program;
  private final String address;

  private AlertmanagerUnderTest(String name, Path folder) throws Exception {
    onCall = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    onCall.createContext("/", this::note);
    onCall.start();
    address = "127.0.0.1:" + InstalledProgram.freePort();
    String webhook = "http://127.0.0.1:%d/".formatted(onCall.getAddress().getPort());
    String config =
        Files.readString(CONFIG)
                .replace("group_wait: 30s", "group_wait: 1s")
                .replace("group_interval: 5m", "group_interval: 1s")
            + "    webhook_configs: [{url: \"%s\", send_resolved: true}]\n".formatted(webhook);
    Path file = Files.writeString(folder.resolve("alertmanager.yaml"), config);
    program =
        InstalledProgram.start(
            folder.resolve("alertmanager.log"),
            List.of(
                name,
                "--config.file=" + file,
                "--storage.path=" + folder.resolve("alertmanager"),
                "--cluster.listen-address=",
                "--web.listen-address=" + address));
  }

  static AlertmanagerUnderTest start(Path folder) throws Exception {
    String name =
        InstalledProgram.installed(
            "prometheus-alertmanager", "prometheus-alertmanager", "alertmanager");
    return new AlertmanagerUnderTest(name, folder);
  }

  String address() {
    return address;
  }

  private void note(HttpExchange exchange) throws IOException {
    JsonNode notice = new ObjectMapper().readTree(exchange.getRequestBody());
    for (JsonNode alert : notice.path("alerts")) {
      told.put(alert.at("/labels/alertname").asText(), alert.path("status").asText());
    }
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  /** Whether the one on call has never been told of it, or that it is over. */
  boolean isQuiet(String alert) {
    return !"firing".equals(told.get(alert));
  }

  void untilFiring(String alert) {
    until(alert, "firing");
  }

  void untilResolved(String alert) {
    until(alert, "resolved");
  }

  private void until(String alert, String status) {
    RunningMill.until(PATIENCE, alert + " to be " + status, () -> status.equals(told.get(alert)));
  }

  @Override
  public void close() throws InterruptedException {
    program.close();
    onCall.stop(0);
  }
}
