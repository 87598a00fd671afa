package io.eventmill.topics;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The topic under a {@link CompactedLog}: made when missing, refused when it would lose entries.
 */
final class CompactedTopic {
  private final Admin admin;
  private final CompactedLogSettings settings;

  CompactedTopic(Admin admin, CompactedLogSettings settings) {
    this.admin = admin;
    this.settings = settings;
  }

  /** Another process may make it at the same moment: whoever comes second takes it as it is. */
  void makeOrCheck() {
    if (describe().isEmpty()) {
      make();
    }
    TopicDescription topic = awaitDescription();
    if (topic.partitions().size() != 1) {
      throw new IllegalStateException(
          "topic %s has %d partitions; a table needs one of exactly 1: name another topic"
              .formatted(settings.topic(), topic.partitions().size()));
    }
    String policy = cleanupPolicy();
    if (!policy.equals(TopicConfig.CLEANUP_POLICY_COMPACT)) {
      throw new IllegalStateException(
          "topic %s has cleanup.policy=%s and would lose entries; set cleanup.policy=compact"
              .formatted(settings.topic(), policy));
    }
  }

  /** The offset behind the last committed record. */
  long end(Duration timeout) {
    TopicPartition partition = new TopicPartition(settings.topic(), 0);
    var asked =
        admin.listOffsets(
            Map.of(partition, OffsetSpec.latest()),
            new ListOffsetsOptions(IsolationLevel.READ_COMMITTED)
                .timeoutMs(Math.toIntExact(timeout.toMillis())));
    return get(asked.partitionResult(partition)).offset();
  }

  private void make() {
    boolean alone = settings.replication() == 1;
    Map<String, String> config =
        Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_COMPACT,
            TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
            Integer.toString(settings.recordBytesMax() + 1024),
            TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
            alone ? "1" : Integer.toString(settings.replication() - 1),
            // With no second copy a record is safe only on disk.
            TopicConfig.FLUSH_MESSAGES_INTERVAL_CONFIG,
            alone ? "1" : Long.toString(Long.MAX_VALUE));
    NewTopic topic = new NewTopic(settings.topic(), 1, settings.replication()).configs(config);
    try {
      get(admin.createTopics(List.of(topic)).all());
    } catch (LogAwayException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }

  /** A broker may hear of a new topic a moment after the controller has made it. */
  private TopicDescription awaitDescription() {
    long deadline = System.nanoTime() + settings.timeout().toNanos();
    Optional<TopicDescription> found = describe();
    while (found.isEmpty()) {
      if (System.nanoTime() > deadline) {
        throw away("made, but no broker knows it within " + settings.timeout(), null);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      found = describe();
    }
    return found.get();
  }

  private Optional<TopicDescription> describe() {
    try {
      return Optional.of(
          get(admin.describeTopics(List.of(settings.topic())).allTopicNames())
              .get(settings.topic()));
    } catch (LogAwayException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private String cleanupPolicy() {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, settings.topic());
    return get(admin.describeConfigs(List.of(resource)).all())
        .get(resource)
        .get(TopicConfig.CLEANUP_POLICY_CONFIG)
        .value();
  }

  private <T> T get(KafkaFuture<T> answer) {
    try {
      return answer.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw away(e.getCause().getMessage(), e.getCause());
    } catch (TimeoutException e) {
      throw away("no answer within " + settings.timeout(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw away("interrupted", e);
    }
  }

  private LogAwayException away(String why, Throwable cause) {
    return new LogAwayException("topic " + settings.topic() + ": " + why, cause);
  }
}
