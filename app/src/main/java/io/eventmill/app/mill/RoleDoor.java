package io.eventmill.app.mill;

import io.eventmill.app.security.SecurityHeaders;
import io.eventmill.collect.DoorGuard;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.util.function.BiConsumer;

/**
 * The HTTP door of a role: what it answers, and its health.
 *
 * @param routes mounted on each event loop's router
 */
record RoleDoor(HealthRoutes health, DoorGuard guard, BiConsumer<Vertx, Router> routes) {
  /** Returns its address when it listens. */
  String open(RoleConfig config, StopOrder open) throws Exception {
    Vertx loops = Foundations.vertx();
    open.opened("event loops", Foundations.closing(loops));
    HttpDoor door =
        open.opened(
            "door", HttpDoor.open(loops, guard, config.host(), config.mill().port(), this::router));
    return "http://" + config.host() + ":" + door.port();
  }

  private Router router(Vertx vertx) {
    Router router = Router.router(vertx);
    RouterErrors.mount(router);
    SecurityHeaders.mount(router);
    health.mount(router);
    routes.accept(vertx, router);
    return router;
  }
}
