package io.eventmill.simulate.door;

import io.eventmill.event.json.JsonFields;
import io.eventmill.event.json.JsonKind;
import io.eventmill.event.json.JsonScanner;
import io.eventmill.event.json.JsonSyntaxException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.zip.GZIPOutputStream;

/** One POST of a body, and its answer in our words. The client keeps connections alive. */
final class DoorRequest {
  /** Enough for any error message; the rest of an answer is not read. */
  private static final int ANSWER_BYTES_MAX = 64 * 1024;

  private static final int MESSAGE_CHARS_MAX = 500;

  private static final JsonFields ERROR = JsonFields.of("/error/message", "/message");

  private final DoorSettings settings;
  private final HttpClient http;
  private final Clock clock;

  DoorRequest(DoorSettings settings, HttpClient http, Clock clock) {
    this.settings = settings;
    this.http = http;
    this.clock = clock;
  }

  /** The bytes to post; they can be posted again and again. */
  BodyPublisher body(Batch.Body body) {
    if (!settings.gzip()) {
      return BodyPublishers.ofByteArray(body.bytes(), body.offset(), body.length());
    }
    ByteArrayOutputStream packed = new ByteArrayOutputStream(body.length() / 4 + 64);
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed, 8192)) {
      gzip.write(body.bytes(), body.offset(), body.length());
    } catch (IOException e) {
      throw new UncheckedIOException(e); // an array does not fail
    }
    return BodyPublishers.ofByteArray(packed.toByteArray());
  }

  /**
   * @param key the same for each repetition of a body, so that its events keep the ids that the
   *     collector makes for them
   */
  Answer post(BodyPublisher body, String key) throws InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(settings.door())
            .timeout(settings.patience().timeout())
            .header("Content-Type", settings.form().contentType())
            .header("Idempotency-Key", key)
            .POST(body);
    if (settings.gzip()) {
      request.header("Content-Encoding", "gzip");
    }
    settings.headers().forEach(request::setHeader);
    try {
      HttpResponse<InputStream> response = http.send(request.build(), BodyHandlers.ofInputStream());
      byte[] text;
      try (InputStream in = response.body()) {
        text = in.readNBytes(ANSWER_BYTES_MAX);
      }
      String retryAfter = response.headers().firstValue("Retry-After").orElse(null);
      return new Answer(response.statusCode(), RetryAfter.parse(retryAfter, clock), message(text));
    } catch (ConnectException e) {
      return Answer.lost("cannot connect to " + settings.to());
    } catch (HttpTimeoutException e) {
      return Answer.lost(
          "no answer from " + settings.to() + " within " + settings.patience().timeout());
    } catch (IOException e) {
      return Answer.lost("connection to " + settings.to() + " lost (" + e.getMessage() + ")");
    }
  }

  /** The message of our error envelope, or the start of whatever text the answer has. */
  private static String message(byte[] answer) {
    JsonScanner scanner = new JsonScanner(ERROR);
    try {
      scanner.scan(answer);
      for (int field = 0; field < ERROR.size(); field++) {
        if (scanner.kind(field) == JsonKind.STRING) {
          return shortened(scanner.text(field));
        }
      }
    } catch (JsonSyntaxException e) {
      // a plain text or a proxy's page: shown as it is
    }
    String text = new String(answer, StandardCharsets.UTF_8).strip();
    return text.isEmpty() ? "no message" : shortened(text);
  }

  private static String shortened(String text) {
    return text.length() <= MESSAGE_CHARS_MAX ? text : text.substring(0, MESSAGE_CHARS_MAX) + "…";
  }
}
