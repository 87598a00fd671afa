package io.eventmill.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.eventmill.jobs.ClickHistory.Arrival;
import io.eventmill.jobs.embedded.JobState;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.pipeline.PipelineFile;
import io.eventmill.store.ReferenceSource;
import io.eventmill.store.ReferenceTables;
import io.eventmill.store.postgres.PostgresConfig;
import io.eventmill.store.postgres.PostgresReferences;
import io.eventmill.testkit.PostgresUnderTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Names of users from a real database, for conversions on their way through the whole job. */
class AttributionLookupTest extends OnOneMachine {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void theNameIsThatOfNowAndADatabaseThatIsAwayLosesNothing() throws Exception {
    try (PostgresUnderTest postgres = PostgresUnderTest.start(dir.resolve("postgres"))) {
      postgres.execute(
          "CREATE SCHEMA commerce",
          "CREATE TABLE commerce.users (id varchar PRIMARY KEY, username varchar)",
          "INSERT INTO commerce.users VALUES ('u1', 'Ada \"L\"'), ('u2', NULL)");
      var config =
          PostgresConfig.at(
              postgres.url(), "postgres", null, "commerce", PostgresConfig.Tls.PREFER);
      Map<String, Long> offsets = run("named", new PostgresReferences(config), "lookup_ttl", "1s");

      write("named", offsets, order("o1", "u1"), order("o2", "u2"), order("o3", "u3"));
      write("named", offsets, new Arrival(true, "o4", null, ClickHistory.START, 0));
      Map<String, JsonNode> rows = rows("named", 4);
      assertThat(rows.get("o1").get("user_name").textValue()).isEqualTo("Ada \"L\"");
      assertThat(rows.get("o2").get("user_name").isNull()).isTrue();
      assertThat(rows.get("o3").get("user_name").isNull()).as("unknown user").isTrue();
      assertThat(rows.get("o4").get("user_name").isNull()).as("no user").isTrue();

      postgres.execute("UPDATE commerce.users SET username = 'Bob' WHERE id = 'u1'");
      Thread.sleep(1_100); // the time that an answer holds
      write("named", offsets, order("o5", "u1"));
      assertThat(rows("named", 5).get("o5").get("user_name").textValue()).isEqualTo("Bob");
      assertThat(rows("named", 5).get("o1").get("user_name").textValue()).isEqualTo("Ada \"L\"");

      postgres.stop();
      Thread.sleep(1_100);
      List<Arrival> meanwhile = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        meanwhile.add(order("while-" + i, i % 2 == 0 ? "u1" : "u3"));
      }
      write("named", offsets, meanwhile.toArray(Arrival[]::new));
      Thread.sleep(8_000);
      assertThat(rows("named", 0)).as("they wait").hasSize(5);
      postgres.start();

      rows = rows("named", 505);
      assertThat(rows).hasSize(505);
      assertThat(rows.get("while-0").get("user_name").textValue()).isEqualTo("Bob");
      assertThat(rows.get("while-1").get("user_name").isNull()).isTrue();
      assertThat(state("named").status()).isEqualTo(JobState.Status.RUNNING);
    }
  }

  /** While the first waits for its answer, so many more are taken as the limit allows. */
  @Test
  void asManyWaitAsTheSettingAllows() throws Exception {
    Map<String, Long> offsets = run("waiting", new SlowSource(), "lookup_waiting_max", "3");
    List<Arrival> orders = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      orders.add(order("o" + i, "u" + i));
    }
    write("waiting", offsets, orders.toArray(Arrival[]::new));
    SlowSource.asked.await();
    Thread.sleep(1_000); // time for more than three to come, were they let in
    SlowSource.goOn.countDown();

    assertThat(rows("waiting", 50)).hasSize(50);
    assertThat(SlowSource.mostAtOnce).isBetween(2, 3);
  }

  /** Does not answer its first question until it may. */
  private record SlowSource() implements ReferenceSource, ReferenceTables {
    private static final long serialVersionUID = 1L;
    private static final CountDownLatch asked = new CountDownLatch(1);
    private static final CountDownLatch goOn = new CountDownLatch(1);
    private static volatile int mostAtOnce;

    @Override
    public Opened open() {
      return new Opened() {
        @Override
        public ReferenceTables tables() {
          return SlowSource.this;
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public Map<String, Map<String, String>> find(
        String table, String key, Collection<String> columns, Collection<String> keys) {
      asked.countDown();
      try {
        goOn.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      mostAtOnce = Math.max(mostAtOnce, keys.size());
      return Map.of();
    }

    @Override
    public void put(String table, String key, List<Map<String, String>> rows) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long count(String table) {
      return 0;
    }
  }

  private static Arrival order(String id, String user) {
    return new Arrival(true, id, user, ClickHistory.START, 0);
  }

  /** Starts a job of this name that looks up names. */
  private static Map<String, Long> run(
      String name, ReferenceSource tables, String setting, String value) {
    AttributionJobTest.makeTopics(kafka, name);
    String yaml =
        AttributionJobTest.yaml(name, "first")
            .replace(
                "    columns:\n",
                "    lookup: {from: commerce.users, by: /user, take: {username: name}}\n"
                    + "    columns:\n      user_name: lookup name\n");
    Pipeline pipeline = PipelineFile.parse(yaml).pipeline();
    JobsConfig config =
        QuickJobs.with(QuickJobs.with(QuickJobs.CONFIG, setting, value), "parallelism", "1");
    flink.submit(
        AttributionJob.name(pipeline), new AttributionJob(kafka, pipeline, config, tables));
    return new HashMap<>();
  }

  private static JobState state(String name) {
    return flink.states().stream()
        .filter(s -> s.name().equals("attribution-" + name))
        .findFirst()
        .orElseThrow();
  }

  private static void write(String name, Map<String, Long> offsets, Arrival... events) {
    AttributionJobTest.write(kafka, log, name, List.of(events), offsets);
  }

  /** The newest by id, as soon as there are that many. */
  private static Map<String, JsonNode> rows(String name, int least) throws Exception {
    long giveUp = System.nanoTime() + Duration.ofSeconds(180).toNanos();
    Map<String, JsonNode> rows = new TreeMap<>();
    do {
      for (var record : log.read("attributed-" + name)) {
        rows.put(new String(record.key(), UTF_8), JSON.readTree(record.value()));
      }
    } while (rows.size() < least && System.nanoTime() < giveUp);
    return rows;
  }
}
