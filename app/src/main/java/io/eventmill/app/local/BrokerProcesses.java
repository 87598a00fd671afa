package io.eventmill.app.local;

import io.eventmill.topics.broker.ClusterBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Three Kafka brokers that are each broker and controller; any one of them may die. */
final class BrokerProcesses {
  static final int COUNT = 3;
  private static final int HEAP = 256;

  private final JavaCommand java;
  private final Path folder;
  private final List<Integer> ports;
  private final List<Integer> controllerPorts;

  BrokerProcesses(JavaCommand java, Path folder) {
    this.java = java;
    this.folder = folder;
    List<Integer> all = Ports.lasting(2 * COUNT);
    this.ports = all.subList(0, COUNT);
    this.controllerPorts = all.subList(COUNT, 2 * COUNT);
  }

  /**
   * @param number from 1 on
   */
  static String name(int number) {
    return "broker-" + number;
  }

  Child start(int number, Path output) throws IOException {
    Path id = folder.resolve("kafka.id");
    if (!Files.exists(id)) {
      Files.createDirectories(folder);
      Files.writeString(id, ClusterBroker.newClusterId());
    }
    String name = name(number);
    List<String> arguments =
        List.of(
            "cluster-broker",
            folder.resolve(name).toString(),
            Integer.toString(number),
            Files.readString(id),
            joined("", ports),
            joined("", controllerPorts));
    return Child.start(name, java.eventmill(HEAP, arguments), output);
  }

  String addresses() {
    return joined("localhost:", ports);
  }

  boolean answer() {
    return ports.stream().allMatch(Ports::answers);
  }

  private static String joined(String before, List<Integer> ports) {
    return ports.stream().map(p -> before + p).collect(Collectors.joining(","));
  }
}
