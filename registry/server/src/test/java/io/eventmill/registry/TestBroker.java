package io.eventmill.registry;

import io.eventmill.topics.KafkaAddress;
import io.eventmill.topics.broker.EmbeddedBroker;
import java.nio.file.Files;
import java.nio.file.Path;

/** One broker for all tests of a run; each test has a topic of its own. */
final class TestBroker {
  private static EmbeddedBroker broker;

  private TestBroker() {}

  static synchronized KafkaAddress address() {
    if (broker == null) {
      try {
        Path dir = Files.createTempDirectory(Path.of("target"), "broker");
        broker = EmbeddedBroker.start(dir, 0);
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
    return KafkaAddress.of(broker.bootstrapServers());
  }
}
