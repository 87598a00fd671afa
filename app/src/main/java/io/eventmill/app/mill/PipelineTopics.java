package io.eventmill.app.mill;

import io.eventmill.load.LoadedTopic;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.pipeline.ResultTopic;
import io.eventmill.pipeline.Route;
import io.eventmill.pipeline.RoutedTopic;
import io.eventmill.pipeline.Source;
import io.eventmill.pipeline.SourceTopics;
import io.eventmill.topics.KafkaAddress;
import io.eventmill.topics.TopicSettings;
import io.eventmill.topics.TopicState;
import io.eventmill.topics.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The topics that pipelines ask for, made before anyone reads or writes them. */
final class PipelineTopics {
  private PipelineTopics() {}

  static void make(KafkaAddress kafka, List<Pipeline> pipelines) {
    try (Topics topics = Topics.open(kafka)) {
      for (Pipeline pipeline : pipelines) {
        pipeline.sources().forEach(source -> make(topics, pipeline, source));
        pipeline.counts().forEach(c -> topics.ensure(result(c.topic())));
        pipeline.attributions().forEach(a -> topics.ensure(result(a.topic())));
      }
    }
  }

  private static void make(Topics topics, Pipeline pipeline, Source source) {
    SourceTopics t = source.topics();
    List<TopicSettings> followers = new ArrayList<>();
    for (String name : List.of(t.enriched(), t.failed(), t.dropped())) {
      followers.add(
          settings(TopicSettings.processed(name, t.partitions(), t.replication()), t.retention()));
    }
    for (Route route : pipeline.routesFrom(source.name())) {
      RoutedTopic to = route.to();
      followers.add(
          settings(
              TopicSettings.processed(to.name(), t.partitions(), to.replication()),
              to.retention()));
    }
    topics.ensure(
        settings(TopicSettings.raw(t.raw(), t.partitions(), t.replication()), t.retention()),
        followers.toArray(TopicSettings[]::new));
  }

  /**
   * A broker alone has no replica to answer for it: the disk must have a record before the client
   * does, and what was processed before a checkpoint says so.
   */
  private static TopicSettings settings(TopicSettings topic, Duration retention) {
    TopicSettings onDisk = topic.with("flush.messages", "1");
    return retention == null
        ? onDisk
        : onDisk.with("retention.ms", Long.toString(retention.toMillis()));
  }

  /** The newest row of each id is kept for as long as nobody deletes the topic. */
  private static TopicSettings result(ResultTopic t) {
    return TopicSettings.processed(t.name(), t.partitions(), t.replication())
        .with("cleanup.policy", "compact")
        .with("flush.messages", "1");
  }

  /** Window counts. */
  static List<LoadedTopic> counts(List<Pipeline> pipelines) {
    return pipelines.stream()
        .flatMap(p -> p.counts().stream())
        .map(c -> LoadedTopic.result(c.topic().name()))
        .toList();
  }

  /** By route, how many records its topic has taken. */
  static Map<Route, Long> routed(KafkaAddress kafka, List<Pipeline> pipelines) {
    Map<Route, Long> routed = new LinkedHashMap<>();
    List<Route> routes = pipelines.stream().flatMap(p -> p.routes().stream()).toList();
    if (!routes.isEmpty()) {
      try (Topics topics = Topics.open(kafka)) {
        for (Route route : routes) {
          TopicState topic = topics.describe(route.to().name());
          routed.put(route, Arrays.stream(topics.ends(topic)).sum());
        }
      }
    }
    return routed;
  }

  /** What the store of events keeps: events, failed and dropped ones. */
  static List<LoadedTopic> events(List<Pipeline> pipelines) {
    return sources(pipelines)
        .map(Source::topics)
        .flatMap(
            t ->
                Stream.of(
                    LoadedTopic.enriched(t.enriched()),
                    LoadedTopic.failed(t.failed()),
                    LoadedTopic.dropped(t.dropped())))
        .toList();
  }

  /** What the relational store keeps: attributed conversions. */
  static List<LoadedTopic> relational(List<Pipeline> pipelines) {
    return pipelines.stream()
        .flatMap(p -> p.attributions().stream())
        .map(a -> LoadedTopic.result(a.topic().name()))
        .toList();
  }

  static List<LoadedTopic> raw(List<Pipeline> pipelines) {
    return sources(pipelines).map(s -> LoadedTopic.raw(s.topics().raw(), s.name())).toList();
  }

  private static Stream<Source> sources(List<Pipeline> pipelines) {
    return pipelines.stream().flatMap(p -> p.sources().stream());
  }
}
