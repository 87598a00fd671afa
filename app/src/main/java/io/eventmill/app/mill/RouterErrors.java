package io.eventmill.app.mill;

import io.eventmill.query.http.ApiException;
import io.eventmill.query.http.Errors;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What nobody behind the door answers, in the form that all errors have. */
final class RouterErrors {
  private static final Logger LOG = LoggerFactory.getLogger(RouterErrors.class);
  private static final int PATH_SHOWN_MAX = 100;

  private RouterErrors() {}

  static void mount(Router router) {
    router.errorHandler(
        400, ctx -> send(ctx, 400, "bad_request", "is not well encoded; %XX stands for a byte"));
    router.errorHandler(
        404, ctx -> send(ctx, 404, "not_found", "is not there; /docs tells what is"));
    router.errorHandler(
        405, ctx -> send(ctx, 405, "method_not_allowed", "is not possible; /docs tells what is"));
    router.errorHandler(500, RouterErrors::broken);
  }

  private static void send(RoutingContext ctx, int status, String code, String what) {
    String uri = String.valueOf(ctx.request().uri());
    String shown = uri.length() <= PATH_SHOWN_MAX ? uri : uri.substring(0, PATH_SHOWN_MAX) + "...";
    String message = ctx.request().method() + " " + shown + " " + what + ".";
    Errors.send(ctx, ApiException.of(status, code, message));
  }

  private static void broken(RoutingContext ctx) {
    LOG.error("{} {} failed inside", ctx.request().method(), ctx.request().path(), ctx.failure());
    Errors.send(ctx, ApiException.of(500, "internal", "The server's log says why."));
  }
}
