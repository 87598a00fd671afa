package io.eventmill.app.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What a server says when it is asked, over the API that everybody has. */
final class Answers {
  private static final Duration ANSWER_MAX = Duration.ofMinutes(5);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Supplier<URI> server;

  /**
   * @param server asked anew each time
   */
  Answers(Supplier<URI> server) {
    this.server = server;
  }

  /**
   * @throws IOException when nobody answers, or not with 200
   */
  JsonNode json(String pathAndQuery) throws IOException, InterruptedException {
    HttpResponse<String> answer = get(pathAndQuery, "application/json", BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(pathAndQuery + ": " + answer.statusCode() + " " + answer.body());
    }
    return JSON.readTree(answer.body());
  }

  /** The lines behind the head; to be closed. */
  Stream<String> csv(String pathAndQuery) throws IOException, InterruptedException {
    HttpResponse<Stream<String>> answer = get(pathAndQuery, "text/csv", BodyHandlers.ofLines());
    if (answer.statusCode() != 200) {
      throw new IOException(pathAndQuery + " answered " + answer.statusCode());
    }
    return answer.body().skip(1);
  }

  /** Null while it is not ready, or nobody answers. */
  JsonNode ready() throws InterruptedException {
    try {
      return json("/health/ready");
    } catch (IOException e) {
      return null;
    }
  }

  private <T> HttpResponse<T> get(String pathAndQuery, String media, BodyHandler<T> body)
      throws IOException, InterruptedException {
    URI url = server.get().resolve(pathAndQuery);
    return http.send(
        HttpRequest.newBuilder(url).timeout(ANSWER_MAX).header("Accept", media).build(), body);
  }
}
