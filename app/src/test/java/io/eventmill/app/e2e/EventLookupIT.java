package io.eventmill.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.testkit.PostgresUnderTest;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Events are looked up in a database of names that is stopped under load, and whose names change:
 * each event has the right name, and none is lost.
 */
class EventLookupIT {
  private static final int USERS = 200;
  private static final int BATCH = 20;
  private static final long AWAY_SECONDS = 10;
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String PIPELINE =
      """
      name: visits
      sources:
        visits:
          topics: {partitions: 2}
          event: {id: /n, type: /t, time: /u}
      enrich:
        - lookup:
            from: people.names
            by: /user
            take: {name: name, city: city_id}
            otherwise: {name: nobody}
            database: {url: '%1$s', user: postgres, password_env: ''}
        - lookup:
            from: "SELECT c.id, upper(c.name) AS name FROM people.cities c"
            by: /city_id
            take: {name: city}
            database: {url: '%1$s', user: postgres, password_env: ''}
      """;

  @TempDir Path folder;
  private final AtomicInteger sent = new AtomicInteger();

  @Test
  void eachEventHasTheRightNameThoughTheDatabaseWasAway() throws Exception {
    ExecutorService client = Executors.newSingleThreadExecutor();
    AtomicBoolean enough = new AtomicBoolean();
    try (PostgresUnderTest postgres = PostgresUnderTest.start(folder.resolve("postgres"))) {
      execute(
          postgres,
          "CREATE SCHEMA people",
          "CREATE TABLE people.names (id int PRIMARY KEY, name text, city smallint)",
          "CREATE TABLE people.cities (id smallint PRIMARY KEY, name text)",
          "INSERT INTO people.cities VALUES (0, 'ulm'), (1, 'bonn'), (2, 'kiel')",
          "INSERT INTO people.names SELECT i, 'name ' || i, i %% 3 FROM generate_series(0, %d) i"
              .formatted(USERS - 1));
      Files.writeString(folder.resolve("pipeline.yaml"), PIPELINE.formatted(postgres.url()));
      try (RunningMill mill =
          RunningMill.start(
              folder.resolve("data"),
              "run",
              folder.toString(),
              "--set",
              "process.lookup_ttl=1s",
              "--set",
              "process.lookup_waiting_max=50")) {
        Future<?> load = client.submit(() -> send(mill, enough));
        RunningMill.until(PATIENCE, "the first events", () -> mill.count("") > 500);

        postgres.stop();
        int before = sent.get();
        TimeUnit.SECONDS.sleep(AWAY_SECONDS);
        long stored = mill.count("");
        assertThat(sent.get() - before).as("taken while it was away").isGreaterThan(200);
        assertThat(stored).as("stored while it was away").isLessThan(before + 500);
        postgres.start();
        RunningMill.until(PATIENCE, "what waited", () -> mill.count("") > before + 200);
        enough.set(true);
        load.get(60, TimeUnit.SECONDS);
        mill.untilCount("", sent.get());
        right(mill, "name ");

        execute(postgres, "UPDATE people.names SET name = 'new ' || id");
        TimeUnit.MILLISECONDS.sleep(1_100); // for so long an answer holds
        int renamed = sent.get();
        post(mill);
        mill.untilCount("", sent.get());
        assertThat(names(mill, renamed)).hasSize(BATCH);
        right(mill, "new ", renamed);
        postgres.stop();
        TimeUnit.MILLISECONDS.sleep(1_100);
        post(mill); // fewer than one worker lets wait, so that the job can be stopped
        post(mill);
        change(mill, PIPELINE.substring(0, PIPELINE.indexOf("enrich:")));
        mill.untilCount("", sent.get());
        names(mill, 0); // none is there twice
        assertThat(mill.failedCount()).isZero();
        assertThat(mill.json("/api/audit").path("adds_up").asBoolean()).isTrue();
      }
    } finally {
      enough.set(true);
      client.shutdown();
    }
  }

  private void right(RunningMill mill, String prefix) throws Exception {
    right(mill, prefix, 0);
  }

  /** Every event from this number on, once, with its name and its city. */
  private void right(RunningMill mill, String prefix, int from) throws Exception {
    Map<Integer, String> names = names(mill, from);
    Map<Integer, String> expected = new HashMap<>();
    for (int n = from; n < sent.get(); n++) {
      int user = user(n);
      expected.put(
          n,
          user < USERS
              ? prefix + user + " in " + List.of("ULM", "BONN", "KIEL").get(user % 3)
              : "nobody in null");
    }
    assertThat(new TreeSet<>(names.values())).hasSizeGreaterThan(10);
    assertThat(names).isEqualTo(expected);
  }

  /** Each twentieth is not in the table. */
  private static int user(int n) {
    return n % 20 == 0 ? USERS + n : n * 7 % USERS;
  }

  private static Map<Integer, String> names(RunningMill mill, int from) {
    Map<Integer, String> names = new HashMap<>();
    PlainConsumer.values(mill, "enriched-visits")
        .values()
        .forEach(
            values ->
                values.forEach(
                    v -> {
                      int n = Integer.parseInt(v.replaceAll(".*\"n\":(\\d+).*", "$1"));
                      if (n >= from) {
                        String name = v.replaceAll(".*\"name\":\"([^\"]*)\".*", "$1");
                        String city =
                            v.contains("\"city\":")
                                ? v.replaceAll(".*\"city\":\"([^\"]*)\".*", "$1")
                                : null;
                        assertThat(names.put(n, name + " in " + city)).as("twice").isNull();
                      }
                    }));
    return names;
  }

  /** What waits for the database goes on without it. */
  private static void change(RunningMill mill, String yaml) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(mill.url("/api/pipelines/visits"))
            .header("Content-Type", "application/yaml")
            .POST(HttpRequest.BodyPublishers.ofString(yaml))
            .build();
    assertThat(
            HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .statusCode())
        .isEqualTo(200);
  }

  private void send(RunningMill mill, AtomicBoolean enough) {
    while (!enough.get()) {
      try {
        post(mill);
        TimeUnit.MILLISECONDS.sleep(40);
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private void post(RunningMill mill) throws Exception {
    List<String> batch = new ArrayList<>();
    for (int n = sent.get(); n < sent.get() + BATCH; n++) {
      batch.add("{\"n\":%d,\"t\":\"a\",\"u\":1,\"user\":%d}".formatted(n, user(n)));
    }
    assertThat(mill.post("/collect/visits", String.join("\n", batch)).statusCode()).isEqualTo(200);
    sent.addAndGet(BATCH);
  }

  private static void execute(PostgresUnderTest postgres, String... sql) throws Exception {
    try (Connection connection = DriverManager.getConnection(postgres.url(), "postgres", "");
        Statement statement = connection.createStatement()) {
      for (String one : sql) {
        statement.execute(one);
      }
    }
  }
}
