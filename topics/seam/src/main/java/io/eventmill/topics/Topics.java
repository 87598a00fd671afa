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
  private static final int TRIES_MAX = 100;
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
      TopicState found = made(wanted);
      if (found.partitions() < partitions) {
        await(
            admin
                .createPartitions(Map.of(follower.name(), NewPartitions.increaseTo(partitions)))
                .all(),
            "add partitions to topic " + follower.name());
      }
      updateConfig(wanted);
    }
  }

  /** Makes a topic where it is missing, and brings its settings up to date. */
  public TopicState ensure(TopicSettings wanted) {
    TopicState found = made(wanted);
    if (found.partitions() < wanted.partitions()) {
      throw new TopicException(tooFewPartitions(found, wanted.partitions()), null);
    }
    updateConfig(wanted);
    return found;
  }

  private TopicState made(TopicSettings wanted) {
    TopicState found = find(List.of(wanted.name())).get(wanted.name());
    if (found == null) {
      create(wanted);
      return awaited(wanted.name());
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
    var answers = admin.describeTopics(topics).topicNameValues();
    for (var answer : answers.entrySet()) {
      try {
        TopicDescription topic = await(answer.getValue(), "describe topic " + answer.getKey());
        var id = topic.topicId();
        found.put(
            topic.name(),
            new TopicState(
                topic.name(),
                new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits()),
                topic.partitions().size()));
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
  private TopicState awaited(String topic) {
    for (int i = 0; i < TRIES_MAX; i++) {
      TopicState found = find(List.of(topic)).get(topic);
      if (found != null) {
        return found;
      }
      try {
        Thread.sleep(RETRY_MILLIS);
      } catch (InterruptedException e) {
        throw interrupted(e);
      }
    }
    throw new TopicException(
        "topic '" + topic + "' was created, but Kafka at " + address + " does not show it", null);
  }

  private void updateConfig(TopicSettings wanted) {
    if (wanted.config().isEmpty()) {
      return;
    }
    var resource = new ConfigResource(ConfigResource.Type.TOPIC, wanted.name());
    Config config =
        await(
                admin.describeConfigs(List.of(resource)).all(),
                "read the settings of topic " + wanted.name())
            .get(resource);
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

  private static String tooFewPartitions(TopicState found, int wanted) {
    return ("topic '%1$s' has %2$d partition(s), %3$d are needed; either set topics.partitions of"
            + " its source to %2$d, or add partitions: kafka-topics.sh --alter --topic %1$s"
            + " --partitions %3$d (events of one key then go on in another partition)")
        .formatted(found.name(), found.partitions(), wanted);
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
