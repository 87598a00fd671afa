package io.eventmill.topics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.junit.jupiter.api.Test;

class TooFewTest {
  private static final List<Node> NODES =
      List.of(new Node(1, "a", 1), new Node(2, "b", 1), new Node(3, "c", 1));

  @Test
  void givesEachPartitionFurtherCopiesOnOtherBrokers() {
    TopicDescription topic =
        new TopicDescription(
            "raw-web",
            false,
            List.of(partition(0, NODES.get(0)), partition(1, NODES.get(2), NODES.get(0))));

    String said = TooFew.replicas(topic, 2, List.of(1, 2, 3), "kafka:9092");

    assertThat(TooFew.replicas(topic)).isEqualTo(1);
    assertThat(said)
        .contains("'raw-web' has 1 replica(s), 2 are needed")
        .contains("replication: 1 in the pipeline file")
        .contains("{\"topic\":\"raw-web\",\"partition\":0,\"replicas\":[1,2]}")
        .contains("{\"topic\":\"raw-web\",\"partition\":1,\"replicas\":[3,1]}")
        .contains("kafka-reassign-partitions.sh --bootstrap-server kafka:9092");
  }

  private static TopicPartitionInfo partition(int number, Node... copies) {
    return new TopicPartitionInfo(number, copies[0], List.of(copies), List.of(copies));
  }
}
