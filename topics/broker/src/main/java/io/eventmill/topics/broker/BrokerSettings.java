package io.eventmill.topics.broker;

import java.nio.file.Path;
import java.util.Properties;

/**
 * Kafka's settings for one small broker; what differs from Kafka's defaults has its reason here.
 */
final class BrokerSettings {
  static final int NODE_ID = 1;

  private BrokerSettings() {}

  static Properties of(Path dir, int port, int controllerPort) {
    Properties p = new Properties();
    listeners(p, port, controllerPort);
    storage(p, dir);
    small(p);
    return p;
  }

  private static void listeners(Properties p, int port, int controllerPort) {
    p.put("process.roles", "broker,controller");
    p.put("node.id", Integer.toString(NODE_ID));
    // Any port does, another one at each start: only this process talks to its controller.
    p.put("controller.quorum.voters", NODE_ID + "@localhost:" + controllerPort);
    p.put(
        "listeners", "PLAINTEXT://localhost:" + port + ",CONTROLLER://localhost:" + controllerPort);
    p.put("advertised.listeners", "PLAINTEXT://localhost:" + port);
    p.put("controller.listener.names", "CONTROLLER");
    p.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    p.put("inter.broker.listener.name", "PLAINTEXT");
  }

  private static void storage(Properties p, Path dir) {
    p.put("log.dirs", dir.toString());
    p.put("auto.create.topics.enable", "false"); // a mistyped topic must be an error
    // What a start after a crash reads again is bounded by the segment's size.
    p.put("log.segment.bytes", Integer.toString(256 * 1024 * 1024));
    // One copy each: there is one broker.
    p.put("offsets.topic.replication.factor", "1");
    p.put("transaction.state.log.replication.factor", "1");
    p.put("transaction.state.log.min.isr", "1");
    p.put("share.coordinator.state.topic.replication.factor", "1");
    p.put("share.coordinator.state.topic.min.isr", "1");
  }

  /** Few threads, small buffers, few partitions of its own: start and idle memory count here. */
  private static void small(Properties p) {
    p.put("num.network.threads", "2");
    p.put("num.io.threads", "4");
    p.put("background.threads", "2");
    p.put("num.replica.alter.log.dirs.threads", "1");
    p.put("group.coordinator.threads", "1");
    p.put("share.coordinator.threads", "1");
    p.put("offsets.topic.num.partitions", "1");
    p.put("transaction.state.log.num.partitions", "1");
    p.put("share.coordinator.state.topic.num.partitions", "1");
    p.put("log.cleaner.threads", "1");
    p.put("log.cleaner.dedupe.buffer.size", Integer.toString(2 * 1024 * 1024)); // 128 MB otherwise
    p.put("log.cleaner.io.buffer.size", Integer.toString(256 * 1024));
    // After a kill -9 the broker's last life must be over before it may register again: 9 s
    // otherwise.
    p.put("broker.session.timeout.ms", "3000");
    p.put("broker.heartbeat.interval.ms", "500");
    p.put("group.initial.rebalance.delay.ms", "0"); // 3 s otherwise until the first record
    p.put("metadata.max.idle.interval.ms", "0"); // a record on disk every 500 ms otherwise
    p.put("metric.reporters", ""); // no JMX beans
  }
}
