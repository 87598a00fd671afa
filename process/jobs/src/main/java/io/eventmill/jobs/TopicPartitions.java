package io.eventmill.jobs;

import io.eventmill.topics.TopicState;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.flink.connector.kafka.source.enumerator.subscriber.KafkaSubscriber;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;

/**
 * The partitions of one topic, looked at again and again: those that were added are read too. A
 * topic of that name made anew is another one: the job starts again and reads it from its start.
 */
final class TopicPartitions implements KafkaSubscriber {
  private static final long serialVersionUID = 1L;

  private final String topic;
  private final UUID id;

  /** What was found last; null before the first look. */
  private transient Set<TopicPartition> known;

  TopicPartitions(TopicState topic) {
    this.topic = topic.name();
    this.id = topic.id();
  }

  @Override
  public Set<TopicPartition> getSubscribedTopicPartitions(AdminClient kafka) {
    TopicDescription found;
    try {
      found = kafka.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
    } catch (ExecutionException e) {
      if (known != null && e.getCause() instanceof RetriableException) {
        return known; // Kafka is away, or the topic is: the next look will tell
      }
      throw new IllegalStateException(
          "cannot look at topic " + topic + ": " + e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while looking at topic " + topic, e);
    }
    var foundId = found.topicId();
    if (!id.equals(new UUID(foundId.getMostSignificantBits(), foundId.getLeastSignificantBits()))) {
      throw new TopicMadeAnewException(topic);
    }
    Set<TopicPartition> partitions = new HashSet<>();
    for (int p = 0; p < found.partitions().size(); p++) {
      partitions.add(new TopicPartition(topic, p));
    }
    known = partitions;
    return partitions;
  }
}
