package io.eventmill.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventmill.event.Event;
import io.eventmill.event.FailedEvent;
import io.eventmill.event.Origin;
import io.eventmill.event.Reason;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.pipeline.PipelineFile;
import io.eventmill.topics.EnrichedRecords;
import io.eventmill.topics.FailedRecords;
import io.eventmill.topics.RawHeaders;
import io.eventmill.topics.TopicException;
import io.eventmill.topics.TopicState;
import io.eventmill.topics.Topics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class EventsJobTest extends OnOneMachine {
  private static final JobsConfig CONFIG = QuickJobs.CONFIG;

  @Test
  void carriesEveryRecordOfEverySourceInOrderToTheSamePartition() throws Exception {
    log.makeTopics("web", 3);
    log.makeTopics("shop", 1);
    log.write(RawTraffic.mixed("raw-web", 3, 900, 1));
    log.write(RawTraffic.mixed("raw-shop", 1, 300, 2));

    submit(RawTraffic.yaml("two-sources", "web", "shop"), false);
    log.write(RawTraffic.mixed("raw-web", 3, 300, 3));

    assertCarried("web", 3, 1_200);
    assertCarried("shop", 1, 300);
  }

  @Test
  void givesTheSameWhenOperatorsAreNotChainedAndRecordsCrossThreads() throws Exception {
    log.makeTopics("loose", 2);
    log.write(RawTraffic.mixed("raw-loose", 2, 500, 4));

    submit(RawTraffic.yaml("not-chained", "loose"), true);

    assertCarried("loose", 2, 500);
  }

  @Test
  void refusesARecordTooLargeToBeWrittenAndGoesOn() throws Exception {
    log.makeTopics("large", 1);
    byte[] large = new byte[18 << 20];
    Arrays.fill(large, (byte) 'a');
    log.write(
        List.of(
            new ProducerRecord<>("raw-large", 0, null, large),
            new ProducerRecord<>("raw-large", 0, null, RawTraffic.event(1))));

    submit(RawTraffic.yaml("too-large", "large"), false);

    assertThat(log.read("enriched-large", 1)).hasSize(1);
    FailedEvent failed = new FailedRecords().decode(log.read("failed-large", 1).get(0));
    assertThat(failed.reason()).isEqualTo(Reason.TOO_LARGE);
    assertThat(failed.message())
        .contains("18874368 bytes")
        .contains("limit is 17825792")
        .contains("raw-large, partition 0, offset 0");
    assertThat(failed.body()).isEqualTo(Arrays.copyOf(large, 65_536));
  }

  @Test
  void tellsNoKeyWhoseFieldAStepHides() throws Exception {
    for (String source : List.of("hidden", "shown")) {
      log.makeTopics(source, 1);
      byte[] key = "ann".getBytes(UTF_8);
      log.write(List.of(new ProducerRecord<>("raw-" + source, 0, key, RawTraffic.event(1))));
      String keyed = RawTraffic.yaml(source + "-key", source).replace("/at}", "/at, key: /who/id}");
      String remove = source.equals("hidden") ? "/who" : "/whom";

      submit(keyed + "enrich: [{remove: {fields: " + remove + "}}]\n", false);
    }

    assertThat(log.read("enriched-hidden", 1).get(0).key()).asString().isEqualTo("e-1"); // its id
    assertThat(log.read("enriched-shown", 1).get(0).key()).asString().isEqualTo("ann");
  }

  @Test
  void isOneChainPerSourceWithoutAShuffle() {
    log.makeTopics("a", 1);
    log.makeTopics("b", 4);
    var env = new StreamExecutionEnvironment();

    var rules = QuickJobs.rules(pipeline(RawTraffic.yaml("chained", "a", "b")));
    EventsJob.build(env, kafka, rules, CONFIG);

    var graph = env.getStreamGraph().getJobGraph();
    assertThat(graph.getVerticesAsArray()).hasSize(2);
    assertThat(graph.getVerticesAsArray()).allSatisfy(v -> assertThat(v.getInputs()).isEmpty());
    assertThat(graph.getVerticesAsArray())
        .extracting(v -> v.getParallelism())
        .containsExactlyInAnyOrder(1, 2);
  }

  @Test
  void saysThatARawTopicIsMissingBeforeItIsSubmitted() {
    var rules = QuickJobs.rules(pipeline(RawTraffic.yaml("no-topics", "nowhere")));

    assertThatThrownBy(
            () -> EventsJob.build(new StreamExecutionEnvironment(), kafka, rules, CONFIG))
        .isInstanceOf(TopicException.class)
        .hasMessageContaining("topic 'raw-nowhere' does not exist");
  }

  private static void submit(String yaml, boolean unchained) {
    Pipeline pipeline = pipeline(yaml);
    flink.submit(
        EventsJob.name(pipeline),
        (env, none) -> {
          EventsJob.build(env, kafka, QuickJobs.rules(pipeline), CONFIG);
          if (unchained) {
            env.disableOperatorChaining();
          }
        });
  }

  private static Pipeline pipeline(String yaml) {
    var read = PipelineFile.parse(yaml);
    assertThat(read.problems()).isEmpty();
    return read.pipeline();
  }

  /** Compares with a plain loop over what stands on raw. */
  private static void assertCarried(String source, int partitions, int count) throws Exception {
    List<ConsumerRecord<byte[], byte[]>> raw = log.read("raw-" + source, count);
    List<ConsumerRecord<byte[], byte[]>> good = new ArrayList<>();
    List<ConsumerRecord<byte[], byte[]>> bad = new ArrayList<>();
    raw.forEach(r -> (RawTraffic.isGood(r.value()) ? good : bad).add(r));
    List<ConsumerRecord<byte[], byte[]>> enriched = log.read("enriched-" + source, good.size());
    List<ConsumerRecord<byte[], byte[]>> failed = log.read("failed-" + source, bad.size());
    assertThat(raw).hasSize(count);
    TopicState topic;
    try (Topics topics = Topics.open(kafka)) {
      topic = topics.describe("raw-" + source);
    }

    for (int p = 0; p < partitions; p++) {
      List<Event> events = new ArrayList<>();
      for (var record : of(p, enriched)) {
        events.add(EnrichedRecords.decode(record));
      }
      List<FailedEvent> failures = new ArrayList<>();
      for (var record : of(p, failed)) {
        failures.add(new FailedRecords().decode(record));
      }
      assertThat(of(p, good)).isNotEmpty();
      assertThat(events)
          .usingRecursiveFieldByFieldElementComparator()
          .isEqualTo(of(p, good).stream().map(r -> expected(topic, source, r)).toList());
      assertThat(failures).extracting(FailedEvent::origin).isEqualTo(origins(topic, of(p, bad)));
      assertThat(failures)
          .extracting(FailedEvent::body)
          .usingElementComparator(Arrays::compare)
          .isEqualTo(
              of(p, bad).stream().map(r -> r.value() == null ? new byte[0] : r.value()).toList());
      assertThat(of(p, enriched)).extracting(r -> r.key()).containsOnly(new byte[] {1});
      assertThat(of(p, enriched))
          .extracting(r -> r.timestamp())
          .isEqualTo(of(p, good).stream().map(r -> r.timestamp()).toList());
    }
  }

  private static Event expected(
      TopicState topic, String source, ConsumerRecord<byte[], byte[]> raw) {
    String json = new String(raw.value(), UTF_8);
    String inside = json.replaceAll(".*\"event_id\":\"([^\"]*)\".*", "$1");
    long seconds = Long.parseLong(json.replaceAll(".*\"at\":(\\d+).*", "$1"));
    String id = RawHeaders.of(raw).id();
    return new Event(
        origins(topic, List.of(raw)).get(0),
        id != null ? id : inside,
        source,
        "view",
        seconds * 1_000_000,
        id != null ? Long.parseLong(id.substring(2)) : raw.timestamp(),
        raw.value());
  }

  private static List<Origin> origins(
      TopicState topic, List<ConsumerRecord<byte[], byte[]>> records) {
    return records.stream()
        .map(
            r ->
                new Origin(
                    topic.id().getMostSignificantBits(),
                    topic.id().getLeastSignificantBits(),
                    r.partition(),
                    r.offset()))
        .toList();
  }

  private static List<ConsumerRecord<byte[], byte[]>> of(
      int partition, List<ConsumerRecord<byte[], byte[]>> records) {
    return records.stream().filter(r -> r.partition() == partition).toList();
  }
}
