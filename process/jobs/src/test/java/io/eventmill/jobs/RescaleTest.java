package io.eventmill.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.jobs.embedded.JobState;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.pipeline.PipelineFile;
import io.eventmill.pipeline.SchemaPins;
import io.eventmill.topics.ClientSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Jobs go on with more and with fewer workers, on topics that grow meanwhile: ids that have passed
 * are known, and windows that are open are added up further.
 */
class RescaleTest {
  private static final long SECOND = 1_767_225_600L;
  private static final String YAML =
      RawTraffic.yaml("scale", "web")
          + "counts: [{name: kinds, source: web, by: /event_type, every: 10s, lateness: 1h}]\n";

  @TempDir private Path dir;

  private final Random random = new Random(7);

  /** By number, the partition an event went to: sent again it comes to the same. */
  private final List<Integer> sent = new ArrayList<>();

  @Test
  void from1To4To2WorkersNothingIsForgottenAndNothingCountedTwice() throws Exception {
    PipelineFile.Read read = PipelineFile.parse(YAML);
    assertThat(read.problems()).isEmpty();
    Pipeline pipeline = read.pipeline();
    try (CountsMill mill = CountsMill.start(dir)) {
      mill.makeTopics(pipeline, 1);
      submit(mill, pipeline, 1);
      mill.log().write(traffic(1, 400));
      mill.awaitRows(pipeline, 0, plainLoop());

      grow(mill, 4); // while the jobs run with one worker each
      mill.log().write(traffic(4, 400));
      mill.awaitRows(pipeline, 0, plainLoop());

      for (int workers : List.of(4, 2)) {
        mill.flink().withdraw(EventsJob.name(pipeline));
        mill.flink().withdraw(CountsJob.name(pipeline));
        mill.log().write(traffic(4, 200)); // while nobody works
        submit(mill, pipeline, workers);
        mill.log().write(traffic(4, 200));

        mill.awaitRows(pipeline, 0, plainLoop());
        for (JobState job : mill.flink().states()) {
          assertThat(job.restoredFrom()).as(job.name()).contains("savepoint-");
          assertThat(tasks(mill, job)).as(job.name()).contains("\"parallelism\":" + workers);
        }
      }
      var enriched = OriginRule.taken(mill.log().read("enriched-web"));
      assertThat(enriched).hasSize(sent.size());
      assertThat(enriched).extracting(e -> e.id()).doesNotHaveDuplicates();
    }
  }

  private static void submit(CountsMill mill, Pipeline pipeline, int workers) {
    JobsConfig config = QuickJobs.with(CountsMill.CONFIG, "parallelism", Integer.toString(workers));
    EventRules rules = QuickJobs.rules(YAML, SchemaPins.none());
    mill.flink()
        .submit(
            EventsJob.name(pipeline), new EventsWiring(mill.log().kafka(), () -> rules, config));
    mill.submit(pipeline, config);
  }

  private static void grow(CountsMill mill, int partitions) throws Exception {
    Map<String, NewPartitions> more = new HashMap<>();
    for (String kind : List.of("raw-web", "enriched-web", "failed-web", "dropped-web")) {
      more.put(kind, NewPartitions.increaseTo(partitions));
    }
    try (Admin admin = Admin.create(ClientSettings.admin(mill.log().kafka()))) {
      admin.createPartitions(more).all().get();
    }
  }

  /** New events, and as many of all that came before again. */
  private List<ProducerRecord<byte[], byte[]>> traffic(int partitions, int events) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < events; i++) {
      sent.add(random.nextInt(partitions));
      records.add(record(sent.size() - 1));
      records.add(record(random.nextInt(sent.size())));
    }
    return records;
  }

  private ProducerRecord<byte[], byte[]> record(int number) {
    String json =
        "{\"event_id\":\"e-%d\",\"event_type\":\"%s\",\"at\":%d}"
            .formatted(number, type(number), second(number));
    return new ProducerRecord<>(
        "raw-web", sent.get(number), second(number) * 1_000, null, json.getBytes(UTF_8));
  }

  private static String type(int number) {
    return number % 3 == 0 ? "sale" : "view";
  }

  /** Over two minutes, so that every window gets events in each phase. */
  private static long second(int number) {
    return SECOND + number * 37L % 120;
  }

  private Map<String, String> plainLoop() {
    Map<String, Integer> counts = new TreeMap<>();
    for (int i = 0; i < sent.size(); i++) {
      counts.merge(second(i) / 10 * 10 + type(i), 1, Integer::sum);
    }
    Map<String, String> rows = new TreeMap<>();
    counts.forEach(
        (id, count) ->
            rows.put(
                id,
                "{\"id\":\"%s\",\"window_start_time\":%s,\"event_type\":\"%s\",\"count\":%d}"
                    .formatted(id, id.substring(0, 10), id.substring(10), count)));
    return rows;
  }

  private static String tasks(CountsMill mill, JobState job) throws Exception {
    URI at = mill.flink().webAddress().resolve("/jobs/" + job.id());
    HttpRequest ask = HttpRequest.newBuilder(at).timeout(Duration.ofSeconds(10)).build();
    return HttpClient.newHttpClient().send(ask, BodyHandlers.ofString()).body();
  }
}
