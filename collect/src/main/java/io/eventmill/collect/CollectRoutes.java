package io.eventmill.collect;

import io.vertx.ext.web.Router;

/**
 * Puts the collector's paths on a router: {@code POST /collect/{source}}, {@code POST /collect} and
 * {@code GET /collect/{source}/pixel.gif}. To be mounted once per router; routers of several event
 * loops may share one {@link Collector}. No body handler may stand before these paths: bodies are
 * read here, under the collector's limits.
 */
public final class CollectRoutes {
  private CollectRoutes() {}

  public static void mount(Router router, Collector collector) {
    CollectHandler handler = new CollectHandler(collector);
    router.route(CollectHandler.PREFIX).handler(handler);
    router.route(CollectHandler.PREFIX + "/*").handler(handler);
  }
}
