package io.eventmill.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.eventmill.event.Event;
import io.eventmill.event.Origin;
import io.eventmill.event.Sender;
import io.eventmill.jobs.RulesInForce.Former;
import io.eventmill.jobs.RulesInForce.RawEnds;
import io.eventmill.jobs.embedded.JobState.Status;
import io.eventmill.pipeline.PinnedSchema;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.pipeline.PipelineFile;
import io.eventmill.pipeline.SchemaPins;
import io.eventmill.steps.RawRecord;
import io.eventmill.steps.StepLimits;
import io.eventmill.topics.EnrichedRecords;
import io.eventmill.topics.FailedRecords;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same record has the same outcome, whatever dies and whichever schemas come meanwhile. */
class RulesTest {
  private static final UUID TOPIC = new UUID(1, 2);

  @TempDir Path dir;

  /** Two versions of one schema that agree on no event of {@link RawTraffic#event}. */
  static EventRules evenOrOdd(String which) {
    String even = "{\"properties\":{\"at\":{\"multipleOf\":2}}}";
    boolean isEven = which.equals("even");
    String text = isEven ? even : "{\"not\":" + even + "}";
    PinnedSchema schema = new PinnedSchema("s", isEven ? 1 : 2, isEven ? 10 : 20, text);
    return QuickJobs.rules(
        RawTraffic.yaml("mill", "web") + "    schema: s\n    deduplicate: {within: 0s}\n",
        new SchemaPins(Map.of("s", schema), Map.of()));
  }

  @Test
  void aRunThatDiedIsRepeatedByItsOwnRulesAndTheNewestHoldBehindIt() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx400m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                RunsUntilKilled.class.getName(),
                dir.toString(),
                "even")
            .redirectOutput(dir.resolve("out").toFile())
            .redirectError(dir.resolve("err").toFile())
            .start();
    Path run = Mill.checkpoints(dir);
    while (!hasCheckpoint(run)) {
      assertThat(process.waitFor(20, TimeUnit.MILLISECONDS))
          .withFailMessage(() -> "it ended: " + dir)
          .isFalse();
    }
    process.destroyForcibly().waitFor();

    AtomicReference<String> version = new AtomicReference<>("odd");
    try (Mill mill = Mill.start(dir, 2, () -> evenOrOdd(version.get()))) {
      Map<String, Integer> before = outcomes(mill, 0);
      int died = mill.log().read("raw-web").size();
      assertThat(before).as("written before it died").isNotEmpty();
      mill.log().write(events(1_000_000, 200));

      Map<String, Integer> all = outcomes(mill, died + 200);
      assertThat(all).containsAllEntriesOf(before);
      assertThat(all).isEqualTo(expected(mill, died));
    }
  }

  @Test
  void newRulesHoldFromOneRecordOnAndNothingIsWrittenTwice() throws Exception {
    AtomicReference<String> version = new AtomicReference<>("even");
    try (Mill mill = Mill.start(dir, 1, () -> evenOrOdd(version.get()))) {
      int sent = 0;
      for (int round = 0; round < 3; round++) {
        String id = mill.awaitState(s -> s.status() == Status.RUNNING).id();
        mill.log().write(events(sent, 500));
        version.set(round % 2 == 0 ? "odd" : "even");
        mill.flink().renew(Mill.JOB);
        mill.log().write(events(sent + 500, 500));
        mill.awaitState(s -> s.status() == Status.RUNNING && !s.id().equals(id));
        mill.log().write(events(sent + 1_000, 100));
        sent += 1_100;
        Map<String, Integer> outcomes = outcomes(mill, sent);

        assertThat(written(mill)).as("records written").isEqualTo(sent);
        int newest = version.get().equals("even") ? 10 : 20;
        for (int i = sent - 100; i < sent; i++) {
          assertThat(outcomes.get("0-" + i)).isEqualTo(outcome(newest, i));
        }
        int changes = 0;
        for (int i = sent - 1_100; i < sent; i++) {
          boolean isNew = outcomes.get("0-" + i) == outcome(newest, i);
          boolean wasNew =
              i > sent - 1_100 && outcomes.get("0-" + (i - 1)) == outcome(newest, i - 1);
          changes += isNew == wasNew ? 0 : 1;
        }
        assertThat(changes).as("where the new version begins, it goes on").isEqualTo(1);
      }
    }
  }

  @Test
  void rulesOfRunsThatDiedHoldUpToWhereTheyMayHaveCome() {
    EventRules even = evenOrOdd("even");
    EventRules odd = evenOrOdd("odd");
    RulesInForce rules = RulesInForce.only(even).then(even, until(10)).then(even, until(20));
    assertThat(rules.before()).containsExactly(new Former(even, until(20)));

    rules = rules.then(odd).then(even, until(30)).then(even);
    rules = RulesInForce.parse(rules.json());
    StepsByOffset steps = StepsByOffset.of(rules, "web", TOPIC);

    assertThat(schemaOf(steps, 0, 19)).isEqualTo(10);
    assertThat(schemaOf(steps, 0, 20)).isEqualTo(20);
    assertThat(schemaOf(steps, 0, 29)).isEqualTo(20);
    assertThat(schemaOf(steps, 0, 30)).isEqualTo(10);
    assertThat(schemaOf(steps, 1, 0)).as("a partition that was not there").isEqualTo(10);
    StepsByOffset other = StepsByOffset.of(rules.then(odd), "web", new UUID(3, 4));
    assertThat(schemaOf(other, 0, 0)).as("another topic of that name").isEqualTo(20);
  }

  @Test
  void limitsAreSettingsAndPartOfTheRules() {
    JobsConfig config = QuickJobs.CONFIG;
    for (String name : List.of("depth_max", "id_max", "type_max", "rule_iterations_max")) {
      config = QuickJobs.with(config, name, "7");
    }
    EventRules odd = evenOrOdd("odd");
    Pipeline pipeline = PipelineFile.parse(odd.pipeline()).pipeline();

    EventRules limited = EventRules.of(pipeline, odd.pins(), config, odd.schemas());

    assertThat(limited.limits()).isEqualTo(new StepLimits(7, 7, 7, 7));
    assertThat(RulesInForce.parse(RulesInForce.only(limited).json()).now()).isEqualTo(limited);
    assertThatThrownBy(() -> QuickJobs.with(QuickJobs.CONFIG, "depth_max", "1001"))
        .hasMessage("process.depth_max is 1001, expected 1 to 1000");
    assertThatThrownBy(() -> QuickJobs.with(QuickJobs.CONFIG, "schema_refresh", "9ms"))
        .hasMessageContaining("process.schema_refresh is PT0.009S, the least is 10 ms");
  }

  @Test
  void rulesThatMeanNothingAnyMoreAreLeftOut() {
    EventRules broken =
        new EventRules(
            "name: [",
            null,
            SchemaPins.none(),
            evenOrOdd("odd").limits(),
            evenOrOdd("odd").schemas());
    RulesInForce rules = RulesInForce.only(broken).then(evenOrOdd("odd"), until(10));

    assertThat(schemaOf(StepsByOffset.of(rules, "web", TOPIC), 0, 5)).isEqualTo(20);
  }

  private static Map<String, RawEnds> until(long end) {
    return Map.of("web", RawEnds.of(TOPIC, new long[] {end}));
  }

  /** The id of the schema that let one of two neighbours pass. */
  private static int schemaOf(StepsByOffset steps, int partition, long offset) {
    for (int i = 0; i < 2; i++) {
      Origin origin = new Origin(1, 2, partition, offset);
      if (steps
              .at(partition, offset)
              .process(new RawRecord(origin, null, 0, 1, Sender.UNKNOWN, RawTraffic.event(i)))
          instanceof Event event) {
        String json = new String(event.json(), UTF_8);
        return Integer.parseInt(json.replaceAll(".*\"schema_id\":(\\d+)}", "$1"));
      }
    }
    throw new AssertionError("none passed");
  }

  /** As a reader of both topics sees it: by place on raw, the schema it fits, or 0 for failed. */
  private static Map<String, Integer> outcomes(Mill mill, int least) throws Exception {
    Map<String, Integer> outcomes = new HashMap<>();
    do {
      for (ConsumerRecord<byte[], byte[]> record : mill.log().read("enriched-web")) {
        Event event = EnrichedRecords.decode(record);
        String json = new String(event.json(), UTF_8);
        put(outcomes, event.origin(), Integer.parseInt(json.replaceAll(".*_id\":(\\d+)}", "$1")));
      }
      for (ConsumerRecord<byte[], byte[]> record : mill.log().read("failed-web")) {
        put(outcomes, new FailedRecords().decode(record).origin(), 0);
      }
    } while (outcomes.size() < least);
    return outcomes;
  }

  private static void put(Map<String, Integer> outcomes, Origin origin, int schema) {
    Integer other = outcomes.put(origin.partition() + "-" + origin.offset(), schema);
    assertThat(other == null || other == schema)
        .as("%s was %s and is %d", origin, other, schema)
        .isTrue();
  }

  private static int written(Mill mill) {
    return mill.log().read("enriched-web").size() + mill.log().read("failed-web").size();
  }

  /** Even up to what stood on raw when it died, odd behind it. */
  private static Map<String, Integer> expected(Mill mill, int died) throws Exception {
    Map<String, Integer> expected = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> record : mill.log().read("raw-web")) {
      int at = new ObjectMapper().readTree(record.value()).get("at").asInt();
      int i = at - 1_767_225_600;
      expected.put(
          record.partition() + "-" + record.offset(), outcome(i >= 1_000_000 ? 20 : 10, i));
    }
    assertThat(expected).hasSize(died + 200);
    return new HashMap<>(expected);
  }

  private static int outcome(int schema, int i) {
    boolean fits = (i % 2 == 0) == (schema == 10);
    return fits ? schema : 0;
  }

  private static List<ProducerRecord<byte[], byte[]>> events(int from, int count) {
    return java.util.stream.IntStream.range(from, from + count)
        .mapToObj(i -> new ProducerRecord<byte[], byte[]>("raw-web", 0, null, RawTraffic.event(i)))
        .collect(Collectors.toList());
  }

  private static boolean hasCheckpoint(Path checkpoints) throws Exception {
    if (!Files.exists(checkpoints)) {
      return false;
    }
    try (var all = Files.walk(checkpoints)) {
      Set<String> names = all.map(p -> p.getFileName().toString()).collect(Collectors.toSet());
      return names.contains("_metadata")
          && names.stream().anyMatch(n -> n.matches("chk-[5-9]|chk-\\d\\d+"));
    } catch (java.io.UncheckedIOException e) {
      return false; // one was removed meanwhile: look again
    }
  }
}
