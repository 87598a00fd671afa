package io.eventmill.app.mill;

import io.eventmill.pipeline.Pipeline;
import io.eventmill.pipeline.ResultTopic;
import io.eventmill.pipeline.Route;
import io.eventmill.pipeline.RoutedTopic;
import io.eventmill.pipeline.Source;
import io.eventmill.pipeline.SourceTopics;
import io.eventmill.topics.KafkaAddress;
import io.eventmill.topics.TopicSettings;
import io.eventmill.topics.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the topics that are missing, brings the settings of the others up to date, and refuses
 * those that are too small. Whoever comes first makes them; any number may do so at once.
 *
 * @param copiesMax of each topic: no more than there are brokers
 */
record TopicMaking(short copiesMax) {
  /** With fewer copies than this a power cut may take all of those that had a record. */
  private static final int COPIES_WITHOUT_DISK = 3;

  void make(KafkaAddress kafka, List<Pipeline> pipelines) {
    try (Topics topics = Topics.open(kafka)) {
      for (Pipeline pipeline : pipelines) {
        pipeline.sources().forEach(source -> make(topics, pipeline, source));
        pipeline.counts().forEach(c -> topics.ensure(result(c.topic())));
        pipeline.attributions().forEach(a -> topics.ensure(result(a.topic())));
      }
    }
  }

  private void make(Topics topics, Pipeline pipeline, Source source) {
    SourceTopics t = source.topics();
    short copies = copies(t.replication());
    List<TopicSettings> followers = new ArrayList<>();
    for (String name : List.of(t.enriched(), t.failed(), t.dropped())) {
      followers.add(retained(TopicSettings.processed(name, t.partitions(), copies), t.retention()));
    }
    for (Route route : pipeline.routesFrom(source.name())) {
      RoutedTopic to = route.to();
      followers.add(
          retained(
              TopicSettings.processed(to.name(), t.partitions(), copies(to.replication())),
              to.retention()));
    }
    topics.ensure(
        retained(TopicSettings.raw(t.raw(), t.partitions(), copies), t.retention()),
        followers.toArray(TopicSettings[]::new));
  }

  /** The newest row of each id is kept for as long as nobody deletes the topic. */
  private TopicSettings result(ResultTopic t) {
    return kept(TopicSettings.processed(t.name(), t.partitions(), copies(t.replication())))
        .with("cleanup.policy", "compact");
  }

  private static TopicSettings retained(TopicSettings topic, Duration retention) {
    return retention == null
        ? kept(topic)
        : kept(topic).with("retention.ms", Long.toString(retention.toMillis()));
  }

  /**
   * A broker alone has no replica to answer for it: the disk must have a record before the client
   * does, and what was processed before a checkpoint says so. Among three or more, all but one must
   * have it.
   */
  private static TopicSettings kept(TopicSettings topic) {
    return topic.replication() < COPIES_WITHOUT_DISK
        ? topic.with("flush.messages", "1")
        : topic.with("min.insync.replicas", Integer.toString(topic.replication() - 1));
  }

  private short copies(short asked) {
    return (short) Math.min(asked, copiesMax);
  }
}
