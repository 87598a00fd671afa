package io.eventmill.app.mill;

import io.eventmill.app.metrics.Numbers;
import io.eventmill.app.security.SecurityHeaders;
import io.eventmill.collect.DoorGuard;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.util.function.BiConsumer;

/**
 * The HTTP door of a role: what it answers, and its health.
 *
 * @param numbers told on the port beside it
 * @param routes mounted on each event loop's router
 */
record RoleDoor(
    HealthRoutes health, Numbers numbers, DoorGuard guard, BiConsumer<Vertx, Router> routes) {
  /** Returns its addresses when it listens. */
  Addresses open(RoleConfig config, StopOrder open) throws Exception {
    Vertx loops = Foundations.vertx();
    open.opened("event loops", Foundations.closing(loops));
    int port = config.mill().port();
    MetricsDoor side =
        open.opened(
            "metrics door", MetricsDoor.open(loops, config.host(), port, numbers, null, health));
    HttpDoor door =
        open.opened("door", HttpDoor.open(loops, guard, config.host(), port, v -> router(v, side)));
    String url = "http://" + config.host() + ":" + door.port();
    return new Addresses(url, side.url(), config.kafka().bootstrapServers(), "");
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
