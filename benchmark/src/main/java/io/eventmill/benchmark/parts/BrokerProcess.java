package io.eventmill.benchmark.parts;

import io.eventmill.topics.broker.EmbeddedBroker;
import java.nio.file.Path;

/** A real one-node broker in a JVM of its own, so that its CPU is nobody's. */
public final class BrokerProcess {
  private BrokerProcess() {}

  public static void main(String[] args) throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(Path.of(args[0]), 0)) {
      System.out.println("broker " + broker.bootstrapServers());
      Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
      Thread.currentThread().join();
    }
  }
}
