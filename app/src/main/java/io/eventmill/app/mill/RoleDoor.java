package io.eventmill.app.mill;

import io.eventmill.app.metrics.Numbers;
import io.eventmill.app.security.Gate;
import io.eventmill.app.security.Listening;
import io.eventmill.app.security.SecurityHeaders;
import io.eventmill.collect.DoorGuard;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.util.function.BiConsumer;

/**
 * The HTTP door of a role: what it answers, and its health.
 *
 * @param numbers told on the port beside it
 * @param gate stands before that port
 * @param routes mounted on each event loop's router
 */
record RoleDoor(
    HealthRoutes health,
    Numbers numbers,
    Gate gate,
    DoorGuard guard,
    BiConsumer<Vertx, Router> routes) {
  /** Returns its addresses when it listens. */
  Addresses open(RoleConfig config, StopOrder open) throws Exception {
    Listening at = config.mill().listening();
    Vertx loops = Foundations.vertx();
    open.opened("event loops", Foundations.closing(loops));
    int port = config.mill().port();
    MetricsDoor side =
        open.opened("metrics door", MetricsDoor.open(loops, at, port, gate, numbers, null, health));
    HttpDoor door =
        open.opened("door", HttpDoor.open(loops, guard, at, port, v -> router(v, side)));
    return new Addresses(at.url(door.port()), side.url(), config.kafka().bootstrapServers(), "");
  }

  private Router router(Vertx vertx, MetricsDoor side) {
    Router router = Router.router(vertx);
    RouterErrors.mount(router);
    SecurityHeaders.mount(router);
    health.mount(router);
    side.mountMoved(router);
    routes.accept(vertx, router);
    return router;
  }
}
