package io.eventmill.topics;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;

/** What is wrong with a topic that somebody made too small, and what to type to make it larger. */
final class TooFew {
  private TooFew() {}

  static String partitions(TopicDescription found, int wanted, String kafka) {
    return ("topic '%1$s' has %2$d partition(s), %3$d are needed; either say partitions: %2$d in the"
            + " pipeline file, or add partitions: kafka-topics.sh --bootstrap-server %4$s --alter"
            + " --topic %1$s --partitions %3$d (events of one key then go on in another partition)")
        .formatted(found.name(), found.partitions().size(), wanted, kafka);
  }

  /** Copies of the partition that has the fewest. */
  static int replicas(TopicDescription topic) {
    return topic.partitions().stream().mapToInt(p -> p.replicas().size()).min().orElse(0);
  }

  /**
   * @param brokers their ids
   */
  static String replicas(TopicDescription found, int wanted, List<Integer> brokers, String kafka) {
    String problem =
        "topic '%1$s' has %2$d replica(s), %3$d are needed; either say replication: %2$d in the"
            + " pipeline file, or ";
    problem = problem.formatted(found.name(), replicas(found), wanted);
    if (brokers.size() < wanted) {
      return problem + "run more brokers: there are " + brokers.size() + " at " + kafka;
    }
    return problem
        + ("add replicas: echo '%s' > more.json && kafka-reassign-partitions.sh --bootstrap-server"
                + " %s --reassignment-json-file more.json --execute")
            .formatted(plan(found, wanted, brokers), kafka);
  }

  /** Those that have a copy keep it; the others come after them in turn. */
  private static String plan(TopicDescription topic, int wanted, List<Integer> brokers) {
    return topic.partitions().stream()
        .map(
            p ->
                "{\"topic\":\"%s\",\"partition\":%d,\"replicas\":%s}"
                    .formatted(topic.name(), p.partition(), copies(p, wanted, brokers)))
        .collect(joining(",", "{\"version\":1,\"partitions\":[", "]}"));
  }

  private static String copies(TopicPartitionInfo partition, int wanted, List<Integer> brokers) {
    List<Integer> copies = new ArrayList<>(partition.replicas().stream().map(Node::id).toList());
    for (int i = 0; copies.size() < wanted && i < brokers.size(); i++) {
      int next = brokers.get((partition.partition() + i) % brokers.size());
      if (!copies.contains(next)) {
        copies.add(next);
      }
    }
    return copies.stream().map(String::valueOf).collect(joining(",", "[", "]"));
  }
}
