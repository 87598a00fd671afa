package io.eventmill.benchmark.query;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * Where a process is told to measure itself: {@code /ask} questions in the process, {@code /ingest}
 * events until told otherwise.
 */
final class MeasureDoor {
  private final Vertx vertx;
  private final Respondent respondent;
  private final Stock stock;
  private Drip drip; // null: nothing comes in

  MeasureDoor(Vertx vertx, Respondent respondent, Stock stock) {
    this.vertx = vertx;
    this.respondent = respondent;
    this.stock = stock;
  }

  /** Gives the port. */
  int open() {
    Router router = Router.router(vertx);
    router.get("/ask").blockingHandler(this::ask);
    router.get("/ingest").blockingHandler(this::ingest);
    return QueryProcess.listen(vertx, router);
  }

  private void ask(RoutingContext ctx) {
    Kind kind = Kind.valueOf(ctx.request().getParam("kind"));
    long events = Long.parseLong(ctx.request().getParam("events"));
    int round = Integer.parseInt(ctx.request().getParam("round"));
    boolean quick = Boolean.parseBoolean(ctx.request().getParam("quick"));
    try {
      Asked asked = Asked.by(respondent, kind, events, round, quick);
      ctx.json(
          new JsonObject()
              .put("count", asked.answers().count())
              .put("sum", asked.answers().sum())
              .put("p50", asked.latencies().p50Millis())
              .put("p99", asked.latencies().p99Millis()));
    } catch (Exception e) {
      ctx.fail(e);
    }
  }

  private synchronized void ingest(RoutingContext ctx) {
    boolean on = Boolean.parseBoolean(ctx.request().getParam("on"));
    try {
      if (on && drip == null) {
        drip = Drip.into(stock::add);
      } else if (!on && drip != null) {
        drip.close();
        drip = null;
      }
      ctx.json(new JsonObject().put("on", on));
    } catch (InterruptedException | RuntimeException e) {
      ctx.fail(e);
    }
  }
}
