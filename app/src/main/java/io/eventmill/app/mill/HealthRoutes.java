package io.eventmill.app.mill;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Two questions: is the process alive, and may traffic be sent to it. Ready tells the state of each
 * part; it turns 503 as soon as stopping begins, so that a load balancer looks elsewhere first.
 */
final class HealthRoutes {
  private final Map<String, Supplier<PartState>> parts = new LinkedHashMap<>();
  private final AtomicBoolean stopping = new AtomicBoolean();

  /**
   * @param up whether the part does its work
   * @param says one word or sentence about it
   */
  record PartState(boolean up, String says) {}

  void part(String name, Supplier<PartState> state) {
    parts.put(name, state);
  }

  void stopping() {
    stopping.set(true);
  }

  void mount(Router router) {
    router.get("/health/live").handler(rc -> answer(rc, 200, new JsonObject().put("status", "up")));
    router.get("/health/ready").handler(this::ready);
  }

  private void ready(RoutingContext rc) {
    boolean up = !stopping.get();
    JsonObject states = new JsonObject();
    for (Map.Entry<String, Supplier<PartState>> part : parts.entrySet()) {
      PartState state = part.getValue().get();
      up &= state.up();
      states.put(
          part.getKey(),
          new JsonObject().put("status", state.up() ? "up" : "down").put("says", state.says()));
    }
    String status = stopping.get() ? "stopping" : up ? "up" : "down";
    answer(rc, up ? 200 : 503, new JsonObject().put("status", status).put("parts", states));
  }

  private static void answer(RoutingContext rc, int code, JsonObject body) {
    rc.response()
        .setStatusCode(code)
        .putHeader("content-type", "application/json")
        .putHeader("cache-control", "no-store")
        .end(body.toBuffer());
  }
}
