package io.eventmill.registry.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks a registry's addresses in turn until one answers, at most so often. */
final class RegistryHttp {
  private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";

  private final SchemaClientSettings settings;
  private final HttpClient http;

  /** An answer that asking again would not change. */
  record Reply(URI url, int status, byte[] body) {}

  RegistryHttp(SchemaClientSettings settings) {
    this.settings = settings;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(settings.limits().connectTimeout())
            .build();
  }

  Reply get(String path) throws AwayException {
    return ask(path, null);
  }

  Reply post(String path, byte[] body) throws AwayException {
    return ask(path, body);
  }

  private Reply ask(String path, byte[] body) throws AwayException {
    for (int attempt = 0; ; attempt++) {
      URI url = url(settings.urls().get(attempt % settings.urls().size()), path);
      String problem;
      try {
        HttpResponse<byte[]> response = send(request(url, body));
        if (response.statusCode() != 429 && response.statusCode() < 500) {
          return new Reply(url, response.statusCode(), response.body());
        }
        problem = "HTTP " + response.statusCode();
      } catch (ExecutionException e) {
        Throwable cause = e.getCause();
        problem = cause.getMessage() == null ? cause.toString() : cause.getMessage();
      } catch (TimeoutException e) {
        problem = "no answer within " + settings.limits().requestTimeout();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AwayException(url + ": interrupted");
      }
      if (attempt == settings.limits().retriesMax()) {
        throw new AwayException("%s: %s, after %d tries".formatted(url, problem, attempt + 1));
      }
      pause(attempt);
    }
  }

  private static URI url(URI base, String path) {
    String start = base.toString();
    return URI.create(
        (start.endsWith("/") ? start.substring(0, start.length() - 1) : start) + path);
  }

  private HttpRequest request(URI url, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .timeout(settings.limits().requestTimeout())
            .header("Accept", CONTENT_TYPE + ", application/json");
    if (settings.user() != null) {
      String pair = settings.user() + ":" + settings.password();
      request.header(
          "Authorization", "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8)));
    }
    if (body != null) {
      request
          .header("Content-Type", CONTENT_TYPE)
          .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    }
    return request.build();
  }

  /** The request's own time-out ends with the headers; this one covers the body. */
  private HttpResponse<byte[]> send(HttpRequest request)
      throws ExecutionException, TimeoutException, InterruptedException {
    CompletableFuture<HttpResponse<byte[]>> sent =
        http.sendAsync(request, head -> new LimitedBody(settings.limits().answerBytesMax()));
    try {
      return sent.get(settings.limits().requestTimeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | InterruptedException e) {
      sent.cancel(true);
      throw e;
    }
  }

  private void pause(int attempt) throws AwayException {
    try {
      Thread.sleep(settings.limits().pause().toMillis() << Math.min(attempt, 10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AwayException(settings.urls().get(0) + ": interrupted");
    }
  }
}
