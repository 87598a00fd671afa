package io.eventmill.app.e2e.cluster;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/** A broker as platform teams run it: over TLS only, for users with a password (SCRAM). */
final class SecuredKafka implements AutoCloseable {
  private final KafkaRaftServer server;
  private final int port;

  private SecuredKafka(KafkaRaftServer server, int port) {
    this.server = server;
    this.port = port;
  }

  /**
   * @param certificate a folder with server.pem and server-key.pem
   */
  static SecuredKafka start(Path dir, Path certificate, String user, String password)
      throws Exception {
    Path log = Files.createDirectories(dir.resolve("log"));
    new Formatter()
        .setNodeId(1)
        .setClusterId(Uuid.randomUuid().toString())
        .setControllerListenerName("CONTROLLER")
        .addDirectory(log.toString())
        .setMetadataLogDirectory(log.toString())
        .setPrintStream(
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
        .run();
    int port = freePort();
    int inside = freePort();
    KafkaRaftServer server =
        new KafkaRaftServer(
            new KafkaConfig(
                settings(log, port, inside, keyAndCertificate(dir, certificate)), false),
            Time.SYSTEM);
    server.startup();
    let(inside, user, password);
    return new SecuredKafka(server, port);
  }

  private static void let(int inside, String user, String password) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", "localhost:" + inside))) {
      var how = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096);
      admin
          .alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(user, how, password)))
          .all()
          .get();
    }
  }

  String address() {
    return "localhost:" + port;
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }

  private static Properties settings(Path log, int port, int inside, Path keystore)
      throws IOException {
    int controller = freePort();
    Properties p = new Properties();
    p.put("process.roles", "broker,controller");
    p.put("node.id", "1");
    p.put("controller.quorum.voters", "1@localhost:" + controller);
    p.put("controller.listener.names", "CONTROLLER");
    p.put(
        "listeners",
        "SASL_SSL://localhost:%d,INSIDE://localhost:%d,CONTROLLER://localhost:%d"
            .formatted(port, inside, controller));
    p.put(
        "advertised.listeners",
        "SASL_SSL://localhost:%d,INSIDE://localhost:%d".formatted(port, inside));
    p.put(
        "listener.security.protocol.map",
        "SASL_SSL:SASL_SSL,INSIDE:PLAINTEXT,CONTROLLER:PLAINTEXT");
    p.put("inter.broker.listener.name", "INSIDE");
    p.put("sasl.enabled.mechanisms", "SCRAM-SHA-512");
    p.put(
        "listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config",
        "org.apache.kafka.common.security.scram.ScramLoginModule required;");
    p.put("ssl.keystore.type", "PEM");
    p.put("ssl.keystore.location", keystore.toString());
    p.put("log.dirs", log.toString());
    p.put("auto.create.topics.enable", "false");
    p.put("offsets.topic.replication.factor", "1");
    p.put("offsets.topic.num.partitions", "1");
    p.put("transaction.state.log.replication.factor", "1");
    p.put("transaction.state.log.min.isr", "1");
    p.put("log.cleaner.dedupe.buffer.size", Integer.toString(2 * 1024 * 1024));
    return p;
  }

  /** Kafka wants both in one file. */
  private static Path keyAndCertificate(Path dir, Path certificate) throws IOException {
    return Files.writeString(
        dir.resolve("keystore.pem"),
        Files.readString(certificate.resolve("server-key.pem"))
            + Files.readString(certificate.resolve("server.pem")));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
