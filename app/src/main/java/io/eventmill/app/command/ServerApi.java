package io.eventmill.app.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Questions to a running server, over the API that everybody has. */
final class ServerApi {
  private static final Duration CONNECT_MAX = Duration.ofSeconds(5);
  private static final Duration ANSWER_MAX = Duration.ofMinutes(2);

  /** Numbers stay as they stand in the answer. */
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private final URI server;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_MAX)
          .build();

  private final String token; // null: none is shown

  ServerApi(URI server) {
    this(server, null);
  }

  ServerApi(URI server, String token) {
    this.server = server;
    this.token = token;
  }

  /**
   * @param status of the answer
   * @param text its body
   * @param retryAfter seconds, when the server asks to come again; otherwise 0
   */
  record Reply(int status, String text, int retryAfter) {
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

  /** Any answer. */
  Reply post(String path, String json) throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build());
  }

  /** A good answer's body as it is. */
  byte[] bytes(String path) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = send(request(path).GET().build(), BodyHandlers.ofByteArray());
    if (answer.statusCode() != 200) {
      Reply refused = new Reply(answer.statusCode(), new String(answer.body(), UTF_8), 0);
      throw new IOException(
          server + path + " answered " + refused.status() + ": " + message(refused));
    }
    return answer.body();
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }

  private HttpRequest.Builder request(String pathAndQuery) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve(pathAndQuery)).timeout(ANSWER_MAX);
    return token == null ? request : request.header("Authorization", "Bearer " + token);
  }

  private Reply send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> response = send(request, BodyHandlers.ofString());
    String retry = response.headers().firstValue("Retry-After").orElse("");
    int seconds = retry.matches("\\d{1,4}") ? Integer.parseInt(retry) : 0;
    return new Reply(response.statusCode(), response.body(), seconds);
  }

  private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> body)
      throws IOException, InterruptedException {
    try {
      return client.send(request, body);
    } catch (java.net.ConnectException e) {
      throw new IOException(
          "no server answers at " + server + "; is it running? (--to, --port or --data say where)",
          e);
    }
  }

  /** What a good answer says; anything else is an exception that says what the server said. */
  JsonNode good(Reply reply) throws IOException {
    if (reply.status() / 100 == 2) {
      return reply.json();
    }
    throw new IOException(server + " answered " + reply.status() + ": " + message(reply));
  }

  static String message(Reply reply) {
    try {
      JsonNode message = reply.json().path("error").path("message");
      return message.isMissingNode() ? reply.text() : message.asText();
    } catch (IOException e) {
      return reply.text();
    }
  }
}
