package io.eventmill.collect;

import io.eventmill.collect.body.Refusal;
import io.eventmill.collect.body.Refused;
import io.eventmill.pipeline.Source;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/** Looks at a request's path, origin and method, and passes on what is for us. */
final class CollectHandler implements Handler<RoutingContext> {
  static final String PREFIX = "/collect";

  private final Collector collector;
  private final ThreadLocal<Loop> loops = new ThreadLocal<>();

  CollectHandler(Collector collector) {
    this.collector = collector;
  }

  @Override
  public void handle(RoutingContext routing) {
    HttpServerRequest request = routing.request();
    Exchange exchange = new Exchange(collector, loop(routing), request);
    exchange.attempt(
        () -> {
          Target target = targetOrNull(request);
          Source source = sourceOrNull(target);
          exchange.meant(source);
          Cors cors = collector.admission().cors(source);
          if (!cors.admits(request)) {
            throw cors.refusal(request).asException();
          }
          dispatch(request, Target.of(request.path(), PREFIX.length()), exchange, cors);
        });
  }

  private void dispatch(HttpServerRequest request, Target target, Exchange exchange, Cors cors)
      throws Refused {
    HttpMethod method = request.method();
    if (method.equals(HttpMethod.OPTIONS)) {
      cors.preflight(request);
      request.response().putHeader(HttpHeaders.ALLOW, target.allow()).setStatusCode(204).end();
    } else if (method.equals(HttpMethod.POST) && !target.pixel()) {
      exchange.upload(source(target));
    } else if (method.equals(HttpMethod.GET) && target.pixel()) {
      exchange.pixel(source(target));
    } else if (method.equals(HttpMethod.HEAD) && target.pixel()) {
      source(target);
      Answers.pixel(request.response()); // looks, but sends no event
    } else {
      request.response().putHeader(HttpHeaders.ALLOW, target.allow());
      String found = method.name() + " is not possible here; possible: " + target.allow();
      throw Refusal.of(405, "method_not_allowed", found).asException();
    }
  }

  /** Whose origins count must be known first; that there is no such path is said to them only. */
  private static Target targetOrNull(HttpServerRequest request) {
    try {
      return Target.of(request.path(), PREFIX.length());
    } catch (Refused e) {
      return null;
    }
  }

  private Source sourceOrNull(Target target) {
    try {
      return target == null ? null : source(target);
    } catch (Refused e) {
      return null;
    }
  }

  private Source source(Target target) throws Refused {
    SourceIndex sources = collector.sources();
    return target.source() == null ? sources.fallback() : sources.named(target.source());
  }

  /** The state of the loop this runs on, whichever that is. */
  private Loop loop(RoutingContext routing) {
    Loop loop = loops.get();
    if (loop == null) {
      loop = new Loop(collector, routing.vertx());
      loops.set(loop);
    }
    return loop;
  }
}
