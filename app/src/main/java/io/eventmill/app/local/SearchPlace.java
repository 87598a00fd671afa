package io.eventmill.app.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * An OpenSearch or Elasticsearch of the cluster.
 *
 * @param url where the roles reach it
 * @param command for a shell, starts one that listens on port {@code $PORT} and keeps its data in
 *     {@code $DATA}; null: one runs already
 * @param port for the one that is started
 */
public record SearchPlace(String url, String command, int port) {
  public static final String NAME = "opensearch";

  /** One that runs already. */
  public static SearchPlace running(String url) {
    return new SearchPlace(url, null, 0);
  }

  /** One that is a process of the cluster. */
  public static SearchPlace started(String command) {
    int port = Ports.lasting();
    return new SearchPlace("http://localhost:" + port, command, port);
  }

  /** The same one, reached another way. */
  public SearchPlace reachedBy(String address) {
    return new SearchPlace(address, command, port);
  }

  boolean isOurs() {
    return command != null;
  }

  Child start(Path data, Path output) throws IOException {
    Path own = Files.createDirectories(data.resolve(NAME));
    String said = "PORT=%d DATA='%s'; export PORT DATA; exec %s".formatted(port, own, command);
    return Child.start(NAME, List.of("sh", "-c", said), output);
  }
}
