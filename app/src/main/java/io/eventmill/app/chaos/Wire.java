package io.eventmill.app.chaos;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The network before a door: carries bytes to a port of this machine, and can be cut or made slow.
 * It holds nothing back but what is on the way.
 */
final class Wire implements AutoCloseable {
  private static final String HERE = "localhost";

  private final Vertx vertx;
  private final NetClient client;
  private final NetServer server;
  private final Set<NetSocket> open = ConcurrentHashMap.newKeySet();
  private volatile int to;
  private volatile boolean cut;
  private volatile long delayMillis;

  Wire(Vertx vertx, int to) {
    this.vertx = vertx;
    this.to = to;
    this.client = vertx.createNetClient();
    this.server = vertx.createNetServer().connectHandler(this::connected);
    server.listen(0, HERE).toCompletionStage().toCompletableFuture().join();
  }

  URI url() {
    return URI.create("http://" + HERE + ":" + server.actualPort());
  }

  /** New connections go to this port. */
  void to(int port) {
    to = port;
  }

  /** Cuts all connections; each new one is cut at once until {@link #heal}. */
  void cut() {
    cut = true;
    open.forEach(NetSocket::close);
  }

  /** Keeps back each piece of data, in both directions, until {@link #heal}. */
  void slow(long millis) {
    delayMillis = millis;
  }

  void heal() {
    cut = false;
    delayMillis = 0;
  }

  private void connected(NetSocket in) {
    if (cut) {
      in.close();
      return;
    }
    in.pause();
    client
        .connect(to, HERE)
        .onFailure(e -> in.close())
        .onSuccess(
            out -> {
              carry(in, out);
              carry(out, in);
              in.resume();
            });
  }

  private void carry(NetSocket from, NetSocket into) {
    open.add(from);
    from.closeHandler(
        closed -> {
          open.remove(from);
          into.close();
        });
    from.exceptionHandler(e -> from.close());
    from.handler(
        bytes -> {
          long delay = delayMillis;
          from.pause();
          if (delay == 0) {
            into.write(bytes).onComplete(written -> from.resume());
          } else {
            vertx.setTimer(delay, t -> into.write(bytes).onComplete(written -> from.resume()));
          }
        });
  }

  @Override
  public void close() {
    server.close().toCompletionStage().toCompletableFuture().join();
    client.close().toCompletionStage().toCompletableFuture().join();
  }
}
