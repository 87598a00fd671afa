package io.eventmill.collect;

import io.eventmill.collect.body.Batch;
import io.eventmill.collect.body.Refusal;
import io.eventmill.event.RawEvent;
import io.eventmill.event.json.JsonStrings;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.util.Base64;

/** What the collector says. */
final class Answers {
  private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
  private static final CharSequence GIF = HttpHeaders.createOptimized("image/gif");
  private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
  private static final CharSequence CROSS_ORIGIN = HttpHeaders.createOptimized("cross-origin");
  private static final CharSequence RESOURCE_POLICY =
      HttpHeaders.createOptimized("cross-origin-resource-policy");
  private static final Buffer ONE = Buffer.buffer("{\"accepted\":1}");
  private static final Buffer PIXEL =
      Buffer.buffer(
          Base64.getDecoder().decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"));

  private Answers() {}

  /** Small on purpose: ids are told when we made them, or when they were asked for. */
  static Buffer accepted(Batch batch, boolean withIds, Kept kept, boolean detail) {
    int n = batch.events().size();
    if (n == 1 && !withIds && kept == Kept.LOG && !detail) {
      return ONE;
    }
    StringBuilder out = new StringBuilder(32 + (withIds ? n * 42 : 0));
    if (detail) {
      out.append("{\"message\":\"Events received successfully\"");
    } else {
      out.append("{\"accepted\":").append(n);
    }
    if (kept == Kept.SPOOL) {
      out.append(",\"durability\":\"spooled\"");
    }
    if (withIds) {
      String separator = ",\"ids\":[";
      for (RawEvent event : batch.events()) {
        out.append(separator);
        JsonStrings.quote(event.id(), out);
        separator = ",";
      }
      out.append(n == 0 ? ",\"ids\":[]" : "]");
    }
    return Buffer.buffer(out.append('}').toString());
  }

  static void json(HttpServerResponse response, Buffer body) {
    response.putHeader(HttpHeaders.CONTENT_TYPE, JSON).end(body);
  }

  static void pixel(HttpServerResponse response) {
    response
        .putHeader(HttpHeaders.CONTENT_TYPE, GIF)
        .putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE)
        .putHeader(RESOURCE_POLICY, CROSS_ORIGIN)
        .end(PIXEL);
  }

  static Future<Void> refusal(HttpServerResponse response, Refusal refusal, String retryAfter) {
    return refusal(response, refusal, retryAfter, false);
  }

  /**
   * @param detail in the words of {@link DetailAnswers}
   */
  static Future<Void> refusal(
      HttpServerResponse response, Refusal refusal, String retryAfter, boolean detail) {
    boolean again = refusal.status() == 429 || refusal.status() == 503;
    if (again && !response.headers().contains(HttpHeaders.RETRY_AFTER)) {
      response.putHeader(HttpHeaders.RETRY_AFTER, retryAfter);
    }
    return response
        .setStatusCode(detail ? DetailAnswers.status(refusal) : refusal.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, JSON)
        .end(Buffer.buffer(detail ? DetailAnswers.refusal(refusal) : refusal.json()));
  }
}
