package io.eventmill.collect;

import io.eventmill.collect.body.Refusal;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a server does about clients before they have sent a request: too many connections, headers
 * that are too large, and headers that never end (slowloris), which an idle timeout alone does not
 * notice as every byte resets it. One guard may stand before the servers of several event loops.
 */
public final class DoorGuard {
  private static final long SWEEP_MILLIS = 500;

  private final CollectConfig config;
  private final AtomicInteger connections = new AtomicInteger();
  private final ThreadLocal<Map<HttpConnection, Waiting>> waiting = new ThreadLocal<>();

  public DoorGuard(CollectConfig config) {
    this.config = config;
  }

  /** Options with the collector's limits; ports, TLS and the like may be added. */
  public HttpServerOptions options() {
    return new HttpServerOptions()
        .setMaxHeaderSize(config.headerMax())
        .setMaxInitialLineLength(config.urlMax())
        .setHttp2ClearTextEnabled(false) // see RATIONALE.md
        .setIdleTimeout((int) Math.max(1, silence().toSeconds()))
        .setAcceptBacklog(1024);
  }

  /**
   * How long a connection may be silent on both sides. While a request is worked on it is, so this
   * is for clients that do not read their answer; who owes us a header is found by the sweep.
   */
  private Duration silence() {
    return config
        .idleTimeout()
        .plus(config.readTimeout())
        .plus(config.ackTimeout().multipliedBy(2));
  }

  /** Puts the handlers on the server that decide who gets through to {@code requests}. */
  public void stand(HttpServer server, Vertx vertx, Handler<HttpServerRequest> requests) {
    server.connectionHandler(connection -> connected(connection, vertx));
    server.invalidRequestHandler(this::invalid);
    server.requestHandler(
        request -> {
          Waiting headers = waitingOn(vertx).get(request.connection());
          if (headers != null) {
            headers.busy = true;
            request.response().endHandler(end -> headers.again());
          }
          if (request.authority() == null) { // the router would fail, and log it, at each
            String found = "the Host header is missing or malformed; HTTP/1.1 wants one";
            Answers.refusal(request.response(), Refusal.of(400, "not_http", found), "");
          } else {
            requests.handle(request);
          }
        });
  }

  private void connected(HttpConnection connection, Vertx vertx) {
    if (connections.incrementAndGet() > config.connectionsMax()) {
      connections.decrementAndGet();
      connection.close();
      return;
    }
    Map<HttpConnection, Waiting> all = waitingOn(vertx);
    all.put(connection, new Waiting());
    connection.closeHandler(
        closed -> {
          all.remove(connection);
          connections.decrementAndGet();
        });
  }

  private Map<HttpConnection, Waiting> waitingOn(Vertx vertx) {
    Map<HttpConnection, Waiting> all = waiting.get();
    if (all == null) {
      Map<HttpConnection, Waiting> fresh = new IdentityHashMap<>();
      waiting.set(fresh);
      vertx.setPeriodic(SWEEP_MILLIS, timer -> sweep(fresh));
      all = fresh;
    }
    return all;
  }

  private void sweep(Map<HttpConnection, Waiting> all) {
    long oldest = System.nanoTime() - config.idleTimeout().toNanos();
    for (Map.Entry<HttpConnection, Waiting> entry : new ArrayList<>(all.entrySet())) {
      if (!entry.getValue().busy && entry.getValue().sinceNanos - oldest < 0) {
        entry.getKey().close();
      }
    }
  }

  private void invalid(HttpServerRequest request) {
    Throwable cause = request.decoderResult().cause();
    Refusal refusal;
    if (cause instanceof TooLongHttpLineException) {
      String found = "the request's first line is longer than " + config.urlMax() + " bytes";
      refusal = Refusal.limit(414, "url_too_long", found, config.urlMax(), "url_max");
    } else if (cause instanceof TooLongHttpHeaderException) {
      String found = "the request's header is larger than " + config.headerMax() + " bytes";
      refusal = Refusal.limit(431, "header_too_large", found, config.headerMax(), "header_max");
    } else {
      refusal = Refusal.of(400, "not_http", "not a valid HTTP request: " + cause.getMessage());
    }
    Answers.refusal(request.response(), refusal, "")
        .onComplete(sent -> request.connection().close());
  }

  /** Since when a connection owes us a whole header. */
  private static final class Waiting {
    private boolean busy;
    private long sinceNanos = System.nanoTime();

    void again() {
      busy = false;
      sinceNanos = System.nanoTime();
    }
  }
}
