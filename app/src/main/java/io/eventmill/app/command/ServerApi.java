package io.eventmill.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Questions to a running server, over the API that everybody has. */
final class ServerApi {
  private static final Duration CONNECT_MAX = Duration.ofSeconds(5);
  private static final Duration ANSWER_MAX = Duration.ofMinutes(2);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI server;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_MAX)
          .build();

  ServerApi(URI server) {
    this.server = server;
  }

  /**
   * @param status of the answer
   * @param text its body
   */
  record Reply(int status, String text) {
    JsonNode json() throws IOException {
      return JSON.readTree(text);
    }
  }

  /** A good answer; anything else is an exception that says what the server said. */
  JsonNode get(String pathAndQuery) throws IOException, InterruptedException {
    return good(ask(pathAndQuery));
  }

  /** Any answer. */
  Reply ask(String pathAndQuery) throws IOException, InterruptedException {
    return send(request(pathAndQuery).GET().build());
  }

  JsonNode post(String path, String json) throws IOException, InterruptedException {
    return good(
        send(
            request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build()));
  }

  private HttpRequest.Builder request(String pathAndQuery) {
    return HttpRequest.newBuilder(server.resolve(pathAndQuery)).timeout(ANSWER_MAX);
  }

  private Reply send(HttpRequest request) throws IOException, InterruptedException {
    try {
      HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
      return new Reply(response.statusCode(), response.body());
    } catch (java.net.ConnectException e) {
      throw new IOException(
          "no server answers at " + server + "; is it running? (--to, --port or --data say where)",
          e);
    }
  }

  private JsonNode good(Reply reply) throws IOException {
    if (reply.status() / 100 == 2) {
      return reply.json();
    }
    throw new IOException(server + " answered " + reply.status() + ": " + message(reply));
  }

  private static String message(Reply reply) {
    try {
      JsonNode message = reply.json().path("error").path("message");
      return message.isMissingNode() ? reply.text() : message.asText();
    } catch (IOException e) {
      return reply.text();
    }
  }
}
