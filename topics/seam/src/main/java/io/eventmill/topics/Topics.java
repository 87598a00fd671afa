package io.eventmill.topics;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Makes topics and tells what they are. Whatever was made stays made when the process dies half
 * way; the next start makes the rest. Every call ends within a minute, with an answer or a {@link
 * TopicException}.
 */
public final class Topics implements AutoCloseable {
  private static final int TRIES_MAX = 600;
  private static final long RETRY_MILLIS = 50;

  private final Admin admin;
  private final String address;

  private Topics(Admin admin, String address) {
    this.admin = admin;
    this.address = address;
  }

  public static Topics open(KafkaAddress kafka) {
    return new Topics(Admin.create(ClientSettings.admin(kafka)), kafka.bootstrapServers());
  }

  /**
   * Makes a raw topic and those that follow it (enriched, failed) where they are missing, and
   * brings their settings up to date. A follower gets as many partitions as raw really has, also
   * later on: what was in raw partition <i>p</i> is written to partition <i>p</i>.
   */
  public void ensure(TopicSettings raw, TopicSettings... followers) {
    int partitions = ensure(raw).partitions();
    for (TopicSettings follower : followers) {
      TopicSettings wanted =
          new TopicSettings(follower.name(), partitions, follower.replication(), follower.config());
      TopicDescription found = made(wanted);
      requireReplicas(found, wanted);
      if (found.partitions().size() < partitions) {
        await(
            admin
                .createPartitions(Map.of(follower.name(), NewPartitions.increaseTo(partitions)))
                .all(),
            "add partitions to topic " + follower.name());
        awaited(follower.name(), partitions);
      }
      updateConfig(wanted);
    }
  }

  /**
   * Makes a topic where it is missing, and brings its settings up to date.
   *
   * @throws TopicException when it has fewer partitions or replicas than wanted; says what to type
   */
  public TopicState ensure(TopicSettings wanted) {
    TopicDescription found = made(wanted);
    if (found.partitions().size() < wanted.partitions()) {
      throw new TopicException(TooFew.partitions(found, wanted.partitions(), address), null);
    }
    requireReplicas(found, wanted);
    updateConfig(wanted);
    return state(found);
  }

  private void requireReplicas(TopicDescription found, TopicSettings wanted) {
    if (TooFew.replicas(found) < wanted.replication()) {
      List<Integer> brokers =
          await(admin.describeCluster().nodes(), "list the brokers").stream()
              .map(Node::id)
              .sorted()
              .toList();
      throw new TopicException(
          TooFew.replicas(found, wanted.replication(), brokers, address), null);
    }
  }

  private TopicDescription made(TopicSettings wanted) {
    TopicDescription found = described(List.of(wanted.name())).get(wanted.name());
    if (found == null) {
      create(wanted);
      return awaited(wanted.name(), 1);
    }
    return found;
  }

  /** What the topic is; fails when it does not exist. */
  public TopicState describe(String topic) {
    TopicState found = find(List.of(topic)).get(topic);
    if (found == null) {
      throw new TopicException("topic '" + topic + "' does not exist on Kafka at " + address, null);
    }
    return found;
  }

  /** Those of the topics that exist, by name. */
  public Map<String, TopicState> find(Collection<String> topics) {
    Map<String, TopicState> found = new TreeMap<>();
    described(topics).forEach((name, topic) -> found.put(name, state(topic)));
    return found;
  }

  private static TopicState state(TopicDescription topic) {
    var id = topic.topicId();
    return new TopicState(
        topic.name(),
        new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits()),
        topic.partitions().size());
  }

  private Map<String, TopicDescription> described(Collection<String> topics) {
    Map<String, TopicDescription> found = new TreeMap<>();
    var answers = admin.describeTopics(topics).topicNameValues();
    for (var answer : answers.entrySet()) {
      try {
        found.put(answer.getKey(), await(answer.getValue(), "describe topic " + answer.getKey()));
      } catch (TopicException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw e;
        }
      }
    }
    return found;
  }

  /** By partition, the offset that the next record will have. */
  public long[] ends(TopicState topic) {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    for (int p = 0; p < topic.partitions(); p++) {
      asked.put(new TopicPartition(topic.name(), p), OffsetSpec.latest());
    }
    var found = await(admin.listOffsets(asked).all(), "find the ends of topic " + topic.name());
    long[] ends = new long[topic.partitions()];
    found.forEach((partition, end) -> ends[partition.partition()] = end.offset());
    return ends;
  }

  /** By partition, the next offset that a consumer group will read; 0 where it has said none. */
  public long[] committed(String group, TopicState topic) {
    var found =
        await(
            admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata(),
            "look at the consumer group " + group);
    long[] next = new long[topic.partitions()];
    found.forEach(
        (partition, offset) -> {
          if (partition.topic().equals(topic.name()) && offset != null) {
            next[partition.partition()] = offset.offset();
          }
        });
    return next;
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(1)); // nobody waits for an answer any more
  }

  private void create(TopicSettings wanted) {
    NewTopic topic =
        new NewTopic(wanted.name(), wanted.partitions(), wanted.replication())
            .configs(wanted.config());
    try {
      await(admin.createTopics(List.of(topic)).all(), "create topic " + wanted.name());
    } catch (TopicException e) {
      if (!(e.getCause() instanceof TopicExistsException)) { // made by another in the meantime
        throw e;
      }
    }
  }

  /** The controller has it; the broker that is asked may learn of it a moment later. */
  private TopicDescription awaited(String topic, int partitions) {
    for (int i = 0; i < TRIES_MAX; i++) {
      TopicDescription found = described(List.of(topic)).get(topic);
      if (found != null && found.partitions().size() >= partitions) {
        return found;
      }
      pause();
    }
    throw new TopicException(
        "topic '" + topic + "' was made, but Kafka at " + address + " does not show it", null);
  }

  private void updateConfig(TopicSettings wanted) {
    if (wanted.config().isEmpty()) {
      return;
    }
    var resource = new ConfigResource(ConfigResource.Type.TOPIC, wanted.name());
    Config config = config(resource);
    List<AlterConfigOp> changes = new ArrayList<>();
    wanted
        .config()
        .forEach(
            (key, value) -> {
              ConfigEntry entry = config.get(key);
              if (entry == null || !value.equals(entry.value())) {
                changes.add(
                    new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET));
              }
            });
    if (!changes.isEmpty()) {
      String names = changes.stream().map(c -> c.configEntry().name()).collect(joining(", "));
      await(
          admin.incrementalAlterConfigs(Map.of(resource, changes)).all(),
          "set " + names + " of topic " + wanted.name());
    }
  }

  /** Each question may go to another broker: the one that described the topic, or one behind it. */
  private Config config(ConfigResource topic) {
    for (int i = 1; ; i++) {
      try {
        return await(
                admin.describeConfigs(List.of(topic)).all(),
                "read the settings of topic " + topic.name())
            .get(topic);
      } catch (TopicException e) {
        if (i == TRIES_MAX || !(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw e;
        }
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(RETRY_MILLIS);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private <T> T await(KafkaFuture<T> answer, String what) {
    try {
      return answer.get(1, TimeUnit.MINUTES);
    } catch (ExecutionException e) {
      throw new TopicException(
          "could not %s on Kafka at %s: %s".formatted(what, address, e.getCause().getMessage()),
          e.getCause());
    } catch (TimeoutException e) {
      throw new TopicException(
          "could not %s: Kafka at %s did not answer".formatted(what, address), e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static TopicException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new TopicException("interrupted while waiting for Kafka", e);
  }
}
