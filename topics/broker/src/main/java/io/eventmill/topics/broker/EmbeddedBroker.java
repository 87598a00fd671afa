package io.eventmill.topics.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A real one-node Kafka broker (KRaft) in this process. Data stay in its folder across restarts;
 * other clients on this machine can join in. If the process dies, the log recovers on the next
 * start as any broker's does.
 */
public final class EmbeddedBroker implements AutoCloseable {
  /** A free port can be taken by another process between looking for it and using it. */
  private static final int TRIES_MAX = 5;

  private final KafkaRaftServer server;
  private final int port;

  private EmbeddedBroker(KafkaRaftServer server, int port) {
    this.server = server;
    this.port = port;
  }

  /**
   * Starts the broker and returns when it answers.
   *
   * @param port where clients connect on localhost; 0 = any free one
   * @throws BrokerStartException when it cannot start, with what to do about it
   */
  public static EmbeddedBroker start(Path dir, int port) {
    if (port != 0) {
      requireFree(port);
    }
    try {
      Files.createDirectories(dir);
      format(dir, BrokerSettings.NODE_ID, Uuid.randomUuid().toString());
    } catch (Exception e) {
      throw new BrokerStartException("cannot write Kafka's folder " + dir + ": " + e, e);
    }
    for (int tries = 1; ; tries++) {
      int brokerPort = port == 0 ? freePort() : port;
      KafkaRaftServer server =
          new KafkaRaftServer(
              new KafkaConfig(BrokerSettings.of(dir, brokerPort, freePort()), false), Time.SYSTEM);
      try {
        LastWords.of(dir);
        server.startup();
        return new EmbeddedBroker(server, brokerPort);
      } catch (RuntimeException e) {
        stop(server);
        if (!isPortTaken(e) || tries == TRIES_MAX) {
          throw new BrokerStartException(
              "Kafka cannot start in " + dir + ": " + deepest(e).getMessage(), e);
        }
      }
    }
  }

  public String bootstrapServers() {
    return "localhost:" + port;
  }

  public int port() {
    return port;
  }

  @Override
  public void close() {
    stop(server);
  }

  private static void stop(KafkaRaftServer server) {
    server.shutdown();
    server.awaitShutdown();
  }

  /**
   * A full disk, or a death in the middle, leaves half of what is written here, and no later start
   * would get past it. As long as no broker has run on it, it is made anew.
   */
  static void format(Path dir, int nodeId, String clusterId) throws Exception {
    Path meta = dir.resolve("meta.properties");
    if (isWhole(meta) || Files.exists(dir.resolve("__cluster_metadata-0"))) {
      return;
    }
    Files.deleteIfExists(meta);
    new Formatter()
        .setNodeId(nodeId)
        .setClusterId(clusterId)
        .setControllerListenerName("CONTROLLER")
        .addDirectory(dir.toString())
        .setMetadataLogDirectory(dir.toString())
        .setIgnoreFormatted(true)
        .setPrintStream(
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
        .run();
    if (!isWhole(meta)) {
      throw new IOException("what was written to " + meta + " is not there; is the disk full?");
    }
  }

  private static boolean isWhole(Path meta) throws IOException {
    return Files.exists(meta) && Files.readString(meta).contains("node.id=");
  }

  private static void requireFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(
          true); // as Kafka does: closed connections of the run before may linger
      socket.bind(new InetSocketAddress("localhost", port));
    } catch (IOException e) {
      throw new BrokerStartException(
          ("port %d on localhost is taken, the embedded Kafka cannot listen there; stop what"
                  + " listens (ss -ltnp 'sport = :%d' names it), or choose another port with"
                  + " --kafka-port (0 = any free one)")
              .formatted(port, port),
          e);
    }
  }

  private static boolean isPortTaken(Throwable e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof java.net.BindException) {
        return true;
      }
    }
    return false;
  }

  private static Throwable deepest(Throwable e) {
    return e.getCause() == null ? e : deepest(e.getCause());
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new BrokerStartException("no free port on localhost: " + e.getMessage(), e);
    }
  }
}
