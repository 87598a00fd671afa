package io.eventmill.jobs;

import io.eventmill.jobs.RulesInForce.Former;
import io.eventmill.jobs.RulesInForce.RawEnds;
import io.eventmill.jobs.embedded.JobWiring;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.pipeline.PipelineFile;
import io.eventmill.pipeline.Source;
import io.eventmill.steps.enrich.LookupSpec;
import io.eventmill.store.ReferenceSource;
import io.eventmill.topics.KafkaAddress;
import io.eventmill.topics.TopicState;
import io.eventmill.topics.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The events job of a pipeline, submission after submission. The newest rules hold from the first
 * record that no run before can have processed.
 */
public final class EventsWiring implements JobWiring {
  private static final Logger LOG = LoggerFactory.getLogger(EventsWiring.class);

  static final Function<LookupSpec, ReferenceSource> NO_DATABASES =
      spec -> {
        throw new IllegalArgumentException(
            "there is no database to look " + spec.from() + " up in");
      };

  private final KafkaAddress kafka;
  private final Supplier<EventRules> newest;
  private final JobsConfig config;
  private final Function<LookupSpec, ReferenceSource> databases;

  /**
   * @param newest asked at each submission; may throw when there are none yet
   */
  public EventsWiring(KafkaAddress kafka, Supplier<EventRules> newest, JobsConfig config) {
    this(kafka, newest, config, NO_DATABASES);
  }

  /**
   * @param databases where the rows of a lookup are
   */
  public EventsWiring(
      KafkaAddress kafka,
      Supplier<EventRules> newest,
      JobsConfig config,
      Function<LookupSpec, ReferenceSource> databases) {
    this.kafka = kafka;
    this.newest = newest;
    this.config = config;
    this.databases = databases;
  }

  @Override
  public String rules(String before, boolean clean) {
    EventRules rules = newest.get();
    RulesInForce had = before == null ? null : parse(before);
    if (had == null) {
      return RulesInForce.only(rules).json();
    }
    try (Topics topics = Topics.open(kafka)) {
      RulesInForce left = withoutPassed(had, topics);
      return (clean ? left.then(rules) : left.then(rules, ends(had.now(), topics))).json();
    }
  }

  @Override
  public void wire(StreamExecutionEnvironment env, String rules) {
    EventsJob.build(env, kafka, RulesInForce.parse(rules), config, databases);
  }

  private static RulesInForce parse(String before) {
    try {
      return RulesInForce.parse(before);
    } catch (IllegalArgumentException e) {
      LOG.warn("The rules of the run before cannot be read, the newest hold at once: {}", e, e);
      return null;
    }
  }

  private static Map<String, RawEnds> ends(EventRules rules, Topics topics) {
    Map<String, RawEnds> ends = new HashMap<>();
    for (Source source : sources(rules)) {
      String raw = source.topics().raw();
      TopicState topic = topics.find(List.of(raw)).get(raw);
      if (topic != null) {
        ends.put(source.name(), RawEnds.of(topic.id(), topics.ends(topic)));
      }
    }
    return ends;
  }

  /** Without rules whose last record was passed by a checkpoint, as the job's group tells. */
  private static RulesInForce withoutPassed(RulesInForce had, Topics topics) {
    if (had.before().isEmpty()) {
      return had;
    }
    return new RulesInForce(
        had.now(), had.before().stream().filter(f -> !isPassed(f, topics)).toList(), had.mayWait());
  }

  private static boolean isPassed(Former former, Topics topics) {
    Pipeline pipeline = PipelineFile.parse(former.rules().pipeline()).pipeline();
    if (pipeline == null) {
      return false;
    }
    for (var until : former.until().entrySet()) {
      String raw = pipeline.source(until.getKey()).topics().raw();
      TopicState topic = topics.find(List.of(raw)).get(raw);
      if (topic == null || !topic.id().equals(until.getValue().topic())) {
        continue;
      }
      long[] committed = topics.committed(EventsJob.group(pipeline), topic);
      List<Long> ends = until.getValue().ends();
      for (int p = 0; p < ends.size(); p++) {
        if (ends.get(p) > committed[p]) {
          return false;
        }
      }
    }
    return true;
  }

  private static List<Source> sources(EventRules rules) {
    Pipeline pipeline = PipelineFile.parse(rules.pipeline()).pipeline();
    return pipeline == null ? List.of() : pipeline.sources(); // a file of another release
  }
}
