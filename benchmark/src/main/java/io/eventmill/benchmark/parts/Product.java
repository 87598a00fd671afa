package io.eventmill.benchmark.parts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.eventmill.benchmark.race.Arena;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The product as users run it: the launcher, everything embedded, on free ports. */
public final class Product implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration START_MAX = Duration.ofSeconds(120);

  private final Part part;
  private final JsonNode addresses;
  private final HttpClient http = HttpClient.newHttpClient();

  private Product(Part part, JsonNode addresses) {
    this.part = part;
    this.addresses = addresses;
  }

  /** Starts {@code ./eventmill run} and returns when it says that it is ready. */
  public static Product start(Arena arena, Path data, String... pipelines) throws Exception {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(arena.home().resolve("eventmill").toString(), "run"));
    for (String pipeline : pipelines) {
      command.add(arena.home().resolve(pipeline).toString());
    }
    command.addAll(List.of("--data", data.toString(), "--port", "0"));
    command.addAll(List.of("--kafka-port", "0", "--flink-port", "0"));
    Part part =
        Part.start(
            "eventmill",
            arena.home(),
            data.resolveSibling(data.getFileName() + ".out"),
            command,
            Map.of("EVENTMILL_BUILD", "never"));
    Path running = data.resolve("running.json");
    part.await("being ready", START_MAX, () -> pid(running) == part.process().pid());
    return new Product(part, JSON.readTree(running.toFile()));
  }

  private static long pid(Path running) {
    try {
      return Files.exists(running) ? JSON.readTree(running.toFile()).path("pid").asLong() : 0;
    } catch (IOException e) {
      return 0; // half written
    }
  }

  public Process process() {
    return part.process();
  }

  public URI url(String path) {
    return URI.create(addresses.path("url").asText() + path);
  }

  public String kafka() {
    return addresses.path("kafka").asText();
  }

  public void post(String path, String body) throws IOException, InterruptedException {
    answer(HttpRequest.newBuilder(url(path)).POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  public JsonNode get(String path) throws IOException, InterruptedException {
    return JSON.readTree(answer(HttpRequest.newBuilder(url(path))));
  }

  private String answer(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> response =
        http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException(
          response.uri() + " answered " + response.statusCode() + " " + response.body());
    }
    return response.body();
  }

  @Override
  public void close() throws InterruptedException {
    part.close();
  }
}
