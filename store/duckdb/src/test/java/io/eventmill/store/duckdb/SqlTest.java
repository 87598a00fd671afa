package io.eventmill.store.duckdb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.eventmill.event.Event;
import io.eventmill.event.ResultRow;
import io.eventmill.store.Batch;
import io.eventmill.store.EventFilter;
import io.eventmill.store.Position;
import io.eventmill.store.SqlQuestion;
import io.eventmill.store.SqlQuestion.ResultView;
import io.eventmill.store.SqlRefusedException;
import io.eventmill.store.SqlTable;
import io.eventmill.store.StoreUnavailableException;
import io.eventmill.testkit.SampleEvents;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people can ask in SQL, and what nobody can. */
class SqlTest {
  private static final UUID TOPIC = new UUID(1, 2);
  private static final ResultView KINDS =
      new ResultView(
          "counts_kinds", "kinds", "v1", List.of("kind", "window_start_time", "count", "late"));

  @TempDir Path folder;
  private DuckDbStore store;
  private Path outside;

  @BeforeEach
  void open() throws Exception {
    store = DuckDbStore.open(config(64L << 20, Duration.ofSeconds(3), 100, 1 << 20));
    outside = Files.writeString(folder.resolve("secret.csv"), "a,b\n1,secret\n");
    write(0, 50);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private DuckDbConfig config(long memory, Duration timeout, int rows, long bytes) {
    DuckDbConfig d = DuckDbConfig.in(folder.resolve("store"));
    return new DuckDbConfig(
        d.folder(),
        memory,
        d.threads(),
        d.readersMax(),
        d.queryTimeout(),
        d.columnsMax(),
        d.fieldsMax(),
        d.checkpointBytes(),
        d.windowsMax(),
        32L << 20,
        1,
        timeout,
        rows,
        bytes,
        d.sqlMemoryBytes(),
        d.sqlLakeFilesMax());
  }

  private void write(int from, int to) {
    List<Event> events = new ArrayList<>();
    for (int i = from; i < to; i++) {
      String json = "{\"page\":\"p%d\",\"price\":%d.5,\"in\":{\"x\":%d}}".formatted(i % 3, i, i);
      events.add(SampleEvents.withJson(json, i));
    }
    Position after = new Position(TOPIC, to, null);
    var before = store.writer().positions("events");
    store.writer().write(new Batch("events", events, List.of(), before, Map.of(0, after)));
  }

  /** What was given up may need a moment to end. */
  private void untilFree() {
    long end = System.nanoTime() + 10_000_000_000L;
    while (catchThrowable(() -> ask("SELECT 1")) != null) {
      assertThat(System.nanoTime()).as("it goes on running").isLessThan(end);
      Thread.onSpinWait();
    }
  }

  private SqlTable ask(String sql) {
    return store.sql().ask(new SqlQuestion(sql, List.of(KINDS)));
  }

  @Test
  void answersWhatAPlainLoopSays() {
    SqlTable table =
        ask(
            """
            SELECT page, count(*) AS n, sum(price) AS total, NULL AS nothing
            FROM events WHERE "in.x" >= 10 GROUP BY page ORDER BY page -- a remark
            """);

    List<List<String>> expected = new ArrayList<>();
    for (int page = 0; page < 3; page++) {
      int n = 0;
      double total = 0;
      for (int i = 10; i < 50; i++) {
        if (i % 3 == page) {
          n++;
          total += i + 0.5;
        }
      }
      expected.add(
          java.util.Arrays.asList("p" + page, Integer.toString(n), Double.toString(total), null));
    }
    assertThat(table.rows()).isEqualTo(expected);
    assertThat(table.columns())
        .extracting(SqlTable.Column::name)
        .containsExactly("page", "n", "total", "nothing");
    assertThat(table.columns().get(1).type()).isEqualTo("BIGINT");
    assertThat(table.more()).isFalse();
  }

  @Test
  void resultsAreViewsToo() {
    String json = "{\"id\":\"0a\",\"kind\":\"a\",\"window_start_time\":0,\"count\":%d}";
    var before = store.writer().positions("counts");
    store
        .writer()
        .write(
            Batch.ofRows(
                "counts",
                List.of(
                    new ResultRow("kinds", "v1", "0a", 0, json.formatted(7).getBytes(UTF_8)),
                    new ResultRow("kinds", "v0", "0b", 0, json.formatted(9).getBytes(UTF_8))),
                before,
                Map.of(0, new Position(TOPIC, 2, null))));

    assertThat(ask("SELECT kind, count, time FROM counts_kinds").rows())
        .containsExactly(List.of("a", "7", "1970-01-01 00:00:00"));
  }

  @Test
  void whatPeopleWriteOtherwisePasses() {
    for (String sql :
        List.of(
            "FROM events LIMIT 3;",
            "DESCRIBE events",
            "SUMMARIZE events",
            "VALUES (1, 'a'), (2, 'b')",
            "SELECT 1 AS a, 2 AS a",
            "SELECT now() > TIMESTAMPTZ '2020-01-01', current_date, [1, 2][1], {'a': 1}.a",
            "WITH few AS (SELECT * FROM Events LIMIT 5) SELECT count(*) FROM few",
            "SELECT page, row_number() OVER (ORDER BY time), lag(id) OVER w FROM events"
                + " WINDOW w AS (ORDER BY time)",
            "SELECT time_bucket(INTERVAL 1 hour, time), approx_quantile(price, 0.5) FROM events"
                + " GROUP BY 1",
            "SELECT json ->> '$.page', json_extract(json, '$.in.x') FROM events",
            "SELECT * FROM (SELECT page, price FROM events) PIVOT (sum(price) FOR page IN ('p1'))",
            "SELECT count(DISTINCT page) FILTER (price > 3) FROM events",
            "SELECT a.id FROM events a JOIN events b USING (id) WHERE EXISTS (FROM failed) OR true",
            "WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < 5) FROM r",
            "SELECT u FROM unnest([1, 2, 3]) t(u)",
            "SELECT list_transform([1, 2], lambda x: x + 1), regexp_matches('a', 'b'), strftime("
                + "TIMESTAMP '2026-01-01', '%Y')")) {
      assertThat(ask(sql).rows()).as(sql).isNotEmpty();
    }
  }

  /** %1$s is a file outside the store, %2$s the store's own folder. */
  private static final List<String> HOSTILE =
      List.of(
          "COPY events TO '%2$s/out.csv'",
          "COPY (SELECT 1) TO '%1$s'",
          "COPY events FROM '%1$s'",
          "ATTACH '%1$s' AS other",
          "ATTACH ':memory:' AS other",
          "DETACH store",
          "USE store",
          "INSTALL httpfs",
          "LOAD httpfs",
          "FORCE INSTALL spatial",
          "PRAGMA database_list",
          "PRAGMA enable_external_access = true",
          "SET enable_external_access = true",
          "SET GLOBAL memory_limit = '100GB'",
          "RESET lock_configuration",
          "SELECT * FROM read_csv('/etc/passwd')",
          "SELECT * FROM read_csv('%1$s')",
          "SELECT * FROM read_text('/etc/passwd')",
          "SELECT * FROM read_blob('%2$s/events.duckdb')",
          "SELECT * FROM read_json('%1$s')",
          "SELECT * FROM read_parquet('https://example.com/a.parquet')",
          "SELECT * FROM glob('/**')",
          "SELECT * FROM sniff_csv('%1$s')",
          "FROM '%1$s'",
          "FROM \"%1$s\"",
          "FROM 'https://example.com/a.csv'",
          "FROM '%2$s/../secret.csv'",
          "WITH \"%1$s\" AS (SELECT 1) SELECT * FROM \"%1$s\"",
          "SELECT (WITH \"duckdb_settings\" AS (SELECT 1) SELECT 1), * FROM duckdb_settings",
          "SELECT getenv('HOME')",
          "SELECT current_setting('temp_directory')",
          "SELECT * FROM duckdb_settings()",
          "SELECT * FROM duckdb_secrets()",
          "SELECT * FROM which_secret('s3://b', 's3')",
          "SELECT * FROM duckdb_databases()",
          "SELECT * FROM duckdb_tables",
          "SELECT * FROM information_schema.tables",
          "SELECT * FROM pg_catalog.pg_class",
          "SELECT * FROM sqlite_master",
          "SELECT * FROM pragma_database_size()",
          "SELECT * FROM pragma_storage_info('events')",
          "SHOW TABLES",
          "SHOW DATABASES",
          "SHOW ALL TABLES",
          "SELECT 1; DROP TABLE store.main.events",
          "DELETE FROM store.main.events; SELECT 1",
          "SELECT 1; SELECT 2",
          "",
          ";",
          "-- nothing",
          "INSERT INTO store.main.events SELECT * FROM store.main.events",
          "UPDATE store.main.events SET type = 'x'",
          "DELETE FROM store.main.events",
          "DROP TABLE store.main.events",
          "DROP VIEW events",
          "TRUNCATE store.main.events",
          "ALTER TABLE store.main.events ADD COLUMN x INTEGER",
          "CREATE TABLE store.main.mine AS SELECT 1",
          "CREATE TEMP TABLE mine AS SELECT 1",
          "CREATE OR REPLACE TEMP VIEW events AS SELECT 1",
          "CREATE MACRO f() AS 1",
          "CREATE FUNCTION f() AS TABLE SELECT 1",
          "CREATE SECRET s (TYPE S3)",
          "CREATE SEQUENCE store.main.s",
          "CREATE TYPE t AS ENUM ('a')",
          "WITH gone AS (DELETE FROM store.main.events RETURNING *) SELECT * FROM gone",
          "WITH gone AS (INSERT INTO store.main.events SELECT 1) SELECT 1",
          "EXPLAIN ANALYZE DELETE FROM store.main.events",
          "EXPORT DATABASE '%2$s/export'",
          "IMPORT DATABASE '%2$s'",
          "CALL pragma_version()",
          "CALL checkpoint('store')",
          "SELECT * FROM checkpoint('store')",
          "SELECT * FROM force_checkpoint('store')",
          "SELECT * FROM truncate_duckdb_logs()",
          "SELECT * FROM enable_logging()",
          "SELECT write_log('hello')",
          "SELECT sleep_ms(100000)",
          "SELECT repeat('x', 4000000000)",
          "SELECT lpad('x', 2000000000, 'y')",
          "SELECT printf('%%2000000000d', 1)",
          "SELECT range(10000000000)",
          "SELECT list_resize([1], 1000000000)",
          "SELECT main.repeat('x', 4000000000)",
          "SELECT * FROM repeat('x', 4000000000)",
          "SELECT setseed(0.5)",
          "SELECT nextval('s')",
          "SELECT * FROM query('SELECT 1')",
          "SELECT * FROM query_table('events')",
          "SELECT * FROM query_table(['events'])",
          "SELECT * FROM json_execute_serialized_sql(json_serialize_sql('SELECT 1'))",
          "SELECT * FROM eventmill_batch()",
          "SELECT eventmill_field('{}', '/a')",
          "SELECT * FROM seq_scan('events')",
          "SELECT * FROM store.main.events",
          "SELECT * FROM store.positions",
          "SELECT * FROM main.events",
          "SELECT * FROM positions",
          "SELECT * FROM reference_cells",
          "SELECT * FROM kept_since",
          "CHECKPOINT",
          "FORCE CHECKPOINT store",
          "VACUUM",
          "ANALYZE",
          "BEGIN",
          "COMMIT",
          "ROLLBACK",
          "PREPARE p AS SELECT 1",
          "EXECUTE p",
          "SET VARIABLE x = 1",
          "SELECT getvariable('x')",
          "SELECT ?",
          "SELECT $name",
          "SELECT * FROM events WHERE",
          "nonsense");

  @Test
  void noHostileStatementPassesOrChangesAnything() throws Exception {
    long files = files();
    assertThat(HOSTILE).hasSizeGreaterThan(100);
    List<String> passed = new ArrayList<>();
    for (String hostile : HOSTILE) {
      String sql =
          hostile.contains("%") ? hostile.formatted(outside, folder.resolve("store")) : hostile;
      Throwable refused = catchThrowable(() -> ask(sql));
      if (!(refused instanceof SqlRefusedException) || refused.getMessage().contains("secret,")) {
        passed.add(sql + " -> " + refused);
      }
    }
    assertThat(passed).isEmpty();
    assertThat(files()).isEqualTo(files);
    assertThat(Files.readString(outside)).isEqualTo("a,b\n1,secret\n");
    assertThat(store.reader().count(EventFilter.ALL)).isEqualTo(50);
    write(50, 60);
    assertThat(ask("SELECT count(*) FROM events").rows()).containsExactly(List.of("60"));
  }

  private long files() throws Exception {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(f -> !f.toString().contains("/tmp")).count();
    }
  }

  /** The second wall by itself: whatever the gate might let pass. */
  @Test
  void theTransactionTakesNoChanges() throws Exception {
    try (var connection = store.database().outside();
        var statement = connection.createStatement()) {
      statement.execute("BEGIN TRANSACTION READ ONLY");
      assertThatThrownBy(() -> statement.execute("DELETE FROM store.main.events"))
          .hasMessageContaining("read-only");
    }
  }

  @Test
  void whatTakesTooLongOrTooMuchEndsAndLoadingGoesOn() {
    for (String sql :
        List.of(
            "SELECT count(*) FROM range(1000000000000) a, range(1000000) b",
            "WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r) SELECT max(i) FROM r",
            "SELECT list(i) FROM range(10000000000) t(i)",
            "SELECT string_agg(i, '') FROM range(400000) t(i)",
            "SELECT i, (SELECT string_agg(j, '') FROM range(20000) u(j)) FROM range(90) t(i)",
            "SELECT DISTINCT hash(a.i, b.i) h FROM range(10000000) a(i), range(1000) b(i)"
                + " ORDER BY h DESC")) {
      long begun = System.nanoTime();
      Throwable ended = catchThrowable(() -> ask(sql));
      String told = sql.substring(0, Math.min(60, sql.length()));
      assertThat(ended)
          .as(told)
          .isInstanceOfAny(SqlRefusedException.class, StoreUnavailableException.class);
      assertThat(System.nanoTime() - begun).as(told).isLessThan(8_000_000_000L);
      untilFree();
    }
    write(50, 70);
    assertThat(store.reader().count(EventFilter.ALL)).isEqualTo(70);
  }

  @Test
  void loadingGoesOnBesideAQuestionThatTakesAllTheTimeItMay() throws Exception {
    AtomicReference<Throwable> ended = new AtomicReference<>();
    Thread asking =
        new Thread(
            () -> {
              try {
                ask("SELECT count(*) FROM range(1000000000000) a, events b");
              } catch (RuntimeException e) {
                ended.set(e);
              }
            });
    asking.start();
    int batches = 0;
    while (asking.isAlive()) {
      write(50 + batches * 10, 60 + batches * 10);
      batches++;
    }
    assertThat(ended.get()).hasMessageContaining("store.sql_timeout");
    assertThat(batches).isGreaterThan(3);
  }

  @Test
  void anAnswerHasAsManyRowsAndBytesAsItMayAndOneMoreIsTold() {
    SqlTable whole = ask("SELECT i FROM range(100) t(i) ORDER BY i");
    assertThat(whole.rows()).hasSize(100);
    assertThat(whole.more()).isFalse();

    SqlTable cut = ask("SELECT i FROM range(101) t(i) ORDER BY i DESC");
    assertThat(cut.rows()).hasSize(100);
    assertThat(cut.rows().get(0)).containsExactly("100");
    assertThat(cut.more()).isTrue();

    String letters = "SELECT string_agg('x', '') FROM range(%d)";
    assertThat(ask(letters.formatted(1 << 20)).rows().get(0).get(0)).hasSize(1 << 20);
    assertThatThrownBy(() -> ask(letters.formatted((1 << 20) + 1)))
        .isInstanceOf(SqlRefusedException.class)
        .hasMessageContaining("1048576 bytes (store.sql_bytes)");
  }

  @Test
  void oneAtATimeAndWhoGoesAwayStopsTheQuestion() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    Thread first =
        new Thread(
            () -> {
              asked.countDown();
              try {
                ask("SELECT count(*) FROM range(1000000000000) a, range(1000000) b");
              } catch (RuntimeException e) {
                Thread.currentThread().interrupt();
              }
            });
    first.start();
    asked.await();
    TimeUnit.MILLISECONDS.sleep(300); // until it runs
    assertThatThrownBy(() -> ask("SELECT 1"))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("store.sql_max");

    first.interrupt();
    first.join(2_000);

    assertThat(first.isAlive()).isFalse();
    untilFree();
  }
}
