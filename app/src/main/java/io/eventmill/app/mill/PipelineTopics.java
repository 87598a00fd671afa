package io.eventmill.app.mill;

import io.eventmill.load.LoadedTopic;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.pipeline.Route;
import io.eventmill.pipeline.Source;
import io.eventmill.topics.KafkaAddress;
import io.eventmill.topics.TopicState;
import io.eventmill.topics.Topics;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The topics that pipelines ask for, made before anyone reads or writes them. */
final class PipelineTopics {
  private PipelineTopics() {}

  /** On the embedded broker: it is alone, so there is one copy, whatever the files say. */
  static void make(KafkaAddress kafka, List<Pipeline> pipelines) {
    new TopicMaking((short) 1).make(kafka, pipelines);
  }

  /** On a cluster: with as many copies as the files say. */
  static void makeReplicated(KafkaAddress kafka, List<Pipeline> pipelines) {
    new TopicMaking(Short.MAX_VALUE).make(kafka, pipelines);
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
