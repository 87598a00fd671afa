package io.eventmill.jobs;

import io.eventmill.pipeline.SourceTopics;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.flink.connector.kafka.source.enumerator.subscriber.KafkaSubscriber;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The partitions of a raw topic that a job reads, asked for every few seconds: new ones as soon as
 * the topics that processing writes have them too. Ends the job when the topic was made anew.
 */
final class RawPartitions implements KafkaSubscriber {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(RawPartitions.class);

  private final String raw;
  private final List<String> written;
  private final UUID rawTopicId;
  private transient Set<TopicPartition> known;
  private transient int waiting;

  /**
   * @param routed topics that events go to beside the source's own
   */
  RawPartitions(SourceTopics topics, List<String> routed, UUID rawTopicId) {
    this.raw = topics.raw();
    this.written =
        Stream.concat(
                Stream.of(topics.enriched(), topics.failed(), topics.dropped()), routed.stream())
            .toList();
    this.rawTopicId = rawTopicId;
  }

  @Override
  public Set<TopicPartition> getSubscribedTopicPartitions(AdminClient admin) {
    Map<String, TopicDescription> topics;
    try {
      List<String> all = Stream.concat(Stream.of(raw), written.stream()).toList();
      topics = admin.describeTopics(all).allTopicNames().get();
    } catch (ExecutionException e) {
      if (known != null && e.getCause() instanceof RetriableException) {
        return known; // Kafka is away, or the topic is: the next look will tell
      }
      throw new IllegalStateException(
          "cannot look at topic " + raw + ": " + e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while looking at topic " + raw, e);
    }
    requireSame(topics.get(raw));
    known = partitions(topics);
    return known;
  }

  private void requireSame(TopicDescription topic) {
    var id = topic.topicId();
    UUID found = new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits());
    if (!found.equals(rawTopicId)) {
      throw new TopicMadeAnewException(raw);
    }
  }

  /** A record has to go where it came from, so a partition counts once all its topics have it. */
  private Set<TopicPartition> partitions(Map<String, TopicDescription> topics) {
    int all = topics.get(raw).partitions().size();
    int common = all;
    for (TopicDescription topic : topics.values()) {
      common = Math.min(common, topic.partitions().size());
    }
    if (all - common != waiting) {
      waiting = all - common;
      LOG.warn(
          "{} has {} partition(s) more than one of {}: their events wait until those have as many;"
              + " the next start of the server sees to it",
          raw,
          waiting,
          String.join(", ", written));
    }
    Set<TopicPartition> partitions = new HashSet<>();
    for (int p = 0; p < common; p++) {
      partitions.add(new TopicPartition(raw, p));
    }
    return partitions;
  }
}
