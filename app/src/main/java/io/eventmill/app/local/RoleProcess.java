package io.eventmill.app.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A role of this program in a process of its own, on any free port; its folder says which. */
final class RoleProcess {
  private static final int HEAP = 192;

  private RoleProcess() {}

  /**
   * @param arguments the role, its pipelines and options
   */
  static Child start(
      String name, JavaCommand java, List<String> arguments, Path folder, Path output)
      throws IOException {
    Files.deleteIfExists(running(folder));
    List<String> all = new ArrayList<>(arguments);
    all.addAll(List.of("--port", "0", "--data", folder.toString()));
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
    HttpRequest ready = HttpRequest.newBuilder(URI.create(url + "/health/ready")).build();
    try {
      return HttpClient.newHttpClient()
              .send(ready, HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
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
