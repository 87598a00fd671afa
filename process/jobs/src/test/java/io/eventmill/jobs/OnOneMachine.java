package io.eventmill.jobs;

import io.eventmill.jobs.embedded.EmbeddedFlink;
import io.eventmill.jobs.embedded.FlinkConfig;
import io.eventmill.topics.KafkaAddress;
import io.eventmill.topics.broker.EmbeddedBroker;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A broker and Flink's own cluster in this JVM, for all tests of a class. */
abstract class OnOneMachine {
  private static final int SLOTS = 24;

  @TempDir static Path dir;
  static EmbeddedFlink flink;
  static KafkaAddress kafka;
  static Log log;
  private static EmbeddedBroker broker;

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.start(dir.resolve("kafka"), 0);
    flink = EmbeddedFlink.start(new FlinkConfig(dir.resolve("flink"), 0, SLOTS, 1));
    kafka = KafkaAddress.of(broker.bootstrapServers());
    log = new Log(kafka);
  }

  @AfterAll
  static void stop() {
    flink.close();
    broker.close();
  }
}
