package io.eventmill.app.local;

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

/** A role of this program in a process of its own; its folder says when it is there. */
final class RoleProcess {
  private static final int HEAP = 192;
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final Duration ANSWER_MAX = Duration.ofSeconds(10);

  private RoleProcess() {}

  /**
   * @param arguments the role, its pipelines and options
   * @param port the one after it is taken too
   */
  static Child start(
      String name, JavaCommand java, List<String> arguments, int port, Path folder, Path output)
      throws IOException {
    Files.deleteIfExists(running(folder));
    List<String> all = new ArrayList<>(arguments);
    all.addAll(List.of("--port", Integer.toString(port), "--data", folder.toString()));
    return Child.start(name, java.eventmill(HEAP, all), output);
  }

  /** Null until it has said. */
  static String url(Path folder) {
    try {
      return Files.readString(running(folder)).replaceAll("(?s).*\"url\":\"([^\"]*)\".*", "$1");
    } catch (IOException e) {
      return null;
    }
  }

  static boolean isReady(Path folder) {
    String url = url(folder);
    if (url == null) {
      return false;
    }
    HttpRequest ready =
        HttpRequest.newBuilder(URI.create(url + "/health/ready")).timeout(ANSWER_MAX).build();
    try {
      return HTTP.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static Path running(Path folder) {
    return folder.resolve("running.json");
  }
}
