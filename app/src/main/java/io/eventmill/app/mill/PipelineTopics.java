package io.eventmill.app.mill;

import io.eventmill.load.Loader.LoadedTopics;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.pipeline.SourceTopics;
import io.eventmill.topics.KafkaAddress;
import io.eventmill.topics.TopicSettings;
import io.eventmill.topics.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The topics that pipelines ask for, made before anyone reads or writes them. */
final class PipelineTopics {
  /** A broker alone has no replica to answer for it: the disk must have it before the client. */
  private static final Map<String, String> ON_DISK_FIRST = Map.of("flush.messages", "1");

  private PipelineTopics() {}

  static void make(KafkaAddress kafka, List<Pipeline> pipelines) {
    try (Topics topics = Topics.open(kafka)) {
      for (Pipeline pipeline : pipelines) {
        pipeline.sources().forEach(source -> make(topics, source.topics()));
      }
    }
  }

  private static void make(Topics topics, SourceTopics t) {
    topics.ensure(
        topic(t, t.raw(), ON_DISK_FIRST),
        topic(t, t.enriched(), Map.of()),
        topic(t, t.failed(), Map.of()));
  }

  private static TopicSettings topic(SourceTopics t, String name, Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    Duration retention = t.retention();
    if (retention != null) {
      all.put("retention.ms", Long.toString(retention.toMillis()));
    }
    return new TopicSettings(name, t.partitions(), t.replication(), all);
  }

  static List<LoadedTopics> loaded(List<Pipeline> pipelines) {
    return pipelines.stream()
        .flatMap(p -> p.sources().stream())
        .map(s -> new LoadedTopics(s.topics().enriched(), s.topics().failed()))
        .toList();
  }
}
