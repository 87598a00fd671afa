package io.eventmill.topics.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/**
 * One of several Kafka brokers on this machine, in a process of its own: each is broker and
 * controller, and any one of three may die. For looking at a cluster, not for keeping data: all lie
 * on one disk.
 */
public final class ClusterBroker {
  private ClusterBroker() {}

  /**
   * Where a broker is.
   *
   * @param number from 1 on
   * @param clusterId the same for all brokers of a cluster
   * @param ports of all brokers for clients
   * @param controllerPorts of all brokers for each other
   */
  public record Place(
      Path dir, int number, String clusterId, List<Integer> ports, List<Integer> controllerPorts) {
    public Place {
      ports = List.copyOf(ports);
      controllerPorts = List.copyOf(controllerPorts);
    }
  }

  /** A name for a cluster that is to be made. */
  public static String newClusterId() {
    return Uuid.randomUuid().toString();
  }

  /** Runs the broker until the process is asked to end. */
  public static void run(Place place, CountDownLatch ending) throws IOException {
    Files.createDirectories(place.dir());
    try {
      EmbeddedBroker.format(place.dir(), place.number(), place.clusterId());
    } catch (Exception e) {
      throw new BrokerStartException("cannot write Kafka's folder " + place.dir() + ": " + e, e);
    }
    LastWords.of(place.dir());
    KafkaRaftServer server =
        new KafkaRaftServer(new KafkaConfig(settings(place), false), Time.SYSTEM);
    try {
      server.startup();
      ending.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      server.shutdown();
      server.awaitShutdown();
    }
  }

  private static Properties settings(Place place) {
    int own = place.number() - 1;
    Properties p =
        BrokerSettings.of(place.dir(), place.ports().get(own), place.controllerPorts().get(own));
    int brokers = place.ports().size();
    String copies = Integer.toString(Math.min(3, brokers));
    String needed = Integer.toString(brokers < 3 ? 1 : 2);
    p.put("node.id", Integer.toString(place.number()));
    p.put("controller.quorum.voters", voters(place.controllerPorts()));
    p.put("default.replication.factor", copies);
    p.put("min.insync.replicas", needed);
    p.put("offsets.topic.replication.factor", copies);
    p.put("offsets.topic.num.partitions", "4");
    p.put("transaction.state.log.replication.factor", copies);
    p.put("transaction.state.log.min.isr", needed);
    p.put("transaction.state.log.num.partitions", "4");
    p.put("share.coordinator.state.topic.replication.factor", copies);
    p.put("share.coordinator.state.topic.min.isr", needed);
    p.put("broker.session.timeout.ms", "9000"); // a busy machine is no dead broker
    p.put("broker.heartbeat.interval.ms", "2000");
    return p;
  }

  private static String voters(List<Integer> controllerPorts) {
    return IntStream.range(0, controllerPorts.size())
        .mapToObj(i -> (i + 1) + "@localhost:" + controllerPorts.get(i))
        .collect(Collectors.joining(","));
  }
}
