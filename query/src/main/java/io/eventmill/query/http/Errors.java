package io.eventmill.query.http;

import io.eventmill.store.StoreUnavailableException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How an error leaves. */
public final class Errors {
  private static final Logger LOG = LoggerFactory.getLogger(Errors.class);

  private Errors() {}

  /** What to tell of a failure. One that nobody expected is told to the log, not to the client. */
  static ApiException explain(RoutingContext ctx, Throwable error) {
    if (error instanceof ApiException known) {
      return known;
    }
    if (error instanceof StoreUnavailableException away) {
      return ApiException.busy(
          "store_unavailable", "The store cannot answer now: " + away.getMessage(), 5);
    }
    LOG.error("{} {} failed", ctx.request().method(), ctx.request().uri(), error);
    return ApiException.of(
        500, "internal", "The question could not be answered; the server's log says why.");
  }

  public static void send(RoutingContext ctx, ApiException error) {
    send(ctx, error, error.body());
  }

  /** As the question's clients expect it. */
  public static void send(RoutingContext ctx, Question question, ApiException error) {
    send(ctx, error, question.body(error));
  }

  private static void send(RoutingContext ctx, ApiException error, byte[] body) {
    HttpServerResponse response = ctx.response();
    if (response.ended() || response.closed()) {
      return;
    }
    response.headers().remove(HttpHeaders.VARY);
    if (error.retryAfterSeconds() > 0) {
      response.putHeader(HttpHeaders.RETRY_AFTER, Integer.toString(error.retryAfterSeconds()));
    }
    response
        .setStatusCode(error.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .putHeader("X-Content-Type-Options", "nosniff")
        .end(Buffer.buffer(body));
  }
}
