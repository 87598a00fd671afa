package io.eventmill.app.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.eventmill.app.mill.UseException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which running server a verb talks to: by its address, its port, or the folder it works in. */
final class ServerOptions {
  @Option(
      names = "--to",
      paramLabel = "URL",
      description = "The server (default: http://localhost:8080).")
  private URI to;

  @Option(names = "--port", paramLabel = "N", description = "The server on this machine's port N.")
  private Integer port;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The server that works in this data folder.")
  private Path data;

  /** The folder, where nothing else says which server it is. */
  Optional<Path> folder() {
    return to == null && port == null ? Optional.ofNullable(data) : Optional.empty();
  }

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description =
          "File with the token that the server asks for (default: environment variable"
              + " EVENTMILL_TOKEN).")
  private Path tokenFile;

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      description = "Trust servers whose certificate rests on this one (PEM), and no others.")
  private Path authority;

  ServerApi api() {
    return new ServerApi(url(), ClientSecrets.token(tokenFile));
  }

  /** What senders of events add to their requests. */
  Map<String, String> senderHeaders() {
    return ClientSecrets.senderHeaders();
  }

  /** What senders of rows add to theirs. */
  Map<String, String> askerHeaders() {
    return ClientSecrets.askerHeaders(tokenFile);
  }

  URI url() {
    if (authority != null) {
      Trust.only(authority);
    }
    if (to != null && !"http".equals(to.getScheme()) && !"https".equals(to.getScheme())) {
      throw new UseException("--to is '" + to + "', expected http://HOST:PORT");
    }
    if (to != null) {
      return to;
    }
    if (port != null) {
      return URI.create("http://localhost:" + port);
    }
    return data == null ? URI.create("http://localhost:8080") : running(data);
  }

  /** The address of the server that works in a folder. */
  static URI running(Path data) {
    Path file = data.resolve("running.json");
    if (!Files.exists(file)) {
      throw new UseException(
          "no server works in " + data + " (there is no " + file + "); start one, or use --to URL");
    }
    try {
      return URI.create(new ObjectMapper().readTree(file.toFile()).path("url").asText());
    } catch (IOException e) {
      throw new UseException(file + " cannot be read: " + e.getMessage() + "; use --to URL");
    }
  }
}
