package io.eventmill.app.command;

import io.eventmill.app.mill.Addresses;
import io.eventmill.app.mill.Mill;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Runs everything once, so that the JVM can keep the classes it loaded for the next starts. Called
 * by the launcher after a build, on a folder that is thrown away.
 */
@Command(name = "rehearse", hidden = true)
public final class RehearseCommand implements Callable<Integer> {
  private static final long PATIENCE_NANOS = Duration.ofSeconds(30).toNanos();

  private final HttpClient http = HttpClient.newHttpClient();

  @Option(names = "--data", required = true)
  private Path data;

  @Override
  public Integer call() throws Exception {
    MillOptions options = MillOptions.onFreePorts(data);
    try (Mill mill = Mill.open(options.config(ReadyPipelines.orGiven(List.of())))) {
      Addresses at = mill.addresses();
      post(
          at,
          "{\"event_id\":\"1\",\"event_type\":\"t\",\"event_timestamp\":\"2026-01-01T00:00:00Z\"}");
      long end = System.nanoTime() + PATIENCE_NANOS;
      while (!get(at, "/api/events/count").contains("1") && System.nanoTime() < end) {
        TimeUnit.MILLISECONDS.sleep(50);
      }
      for (String path :
          List.of(
              "/",
              "/health/ready",
              "/api/events",
              "/api/fields",
              "/api/failed",
              "/api/events/top?field=type",
              "/api/events/histogram?interval=1m&by=type")) {
        get(at, path);
      }
    }
    return 0;
  }

  private void post(Addresses at, String event) throws Exception {
    http.send(
        HttpRequest.newBuilder(URI.create(at.url() + "/collect/web"))
            .POST(HttpRequest.BodyPublishers.ofString(event))
            .build(),
        HttpResponse.BodyHandlers.discarding());
  }

  private String get(Addresses at, String path) throws Exception {
    return http.send(
            HttpRequest.newBuilder(URI.create(at.url() + path)).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }
}
