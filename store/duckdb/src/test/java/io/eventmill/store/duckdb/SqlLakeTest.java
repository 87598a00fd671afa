package io.eventmill.store.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.eventmill.store.SqlQuestion;
import io.eventmill.store.SqlRefusedException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlLakeTest {
  private static final int FILES_MAX = 30;
  private static final String HOUR = "year=2026/month=03/day=01/hour=12";

  @TempDir Path folder;
  private Path lake;
  private Path columns;
  private Path secret;
  private DuckDbStore store;

  @BeforeEach
  void open() throws Exception {
    lake = folder.resolve("lake's");
    columns = folder.resolve("columns");
    secret = Files.writeString(folder.resolve("secret.csv"), "a,b\n1,secret\n");
    DuckDbConfig d = DuckDbConfig.in(folder.resolve("store"));
    store =
        DuckDbStore.open(
            new DuckDbConfig(
                d.folder(),
                256L << 20,
                2,
                d.readersMax(),
                d.queryTimeout(),
                d.columnsMax(),
                d.fieldsMax(),
                d.checkpointBytes(),
                d.windowsMax(),
                d.spillBytes(),
                1,
                Duration.ofSeconds(20),
                100,
                1 << 20,
                32L << 20,
                FILES_MAX),
            Clock.systemUTC(),
            List.of(
                new LakeTable("web_raw", lake.toUri(), List.of("web", "app")),
                new LakeTable("web_columns", columns.toUri(), List.of("web")),
                new LakeTable("web_far", URI.create("s3://bucket/lake"), List.of("web")),
                new LakeTable("web_none", folder.resolve("none").toUri(), List.of("web"))));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private List<List<String>> ask(String sql) {
    return store.sql().ask(new SqlQuestion(sql, List.of())).rows();
  }

  private static String name(int first, int last, String ending) {
    return "raw-web-p0-%010d-%010d-0a0b0c0d%s".formatted(first, last, ending);
  }

  private static String line(int offset) {
    return """
        {"topic":"raw-web","partition":0,"offset":%1$d,"received":"2026-03-01T12:00:00.%1$03dZ",\
        "id":"e-%1$d","source":"web","type":"t%2$d","time":"2026-03-01T12:00:00.%1$06dZ",\
        "origin":"o-%1$d","attempt":1,"key":"AQI=","ip":"10.0.0.1","user_agent":null,"bytes":null,\
        "event":{"n": %1$d}}
        """
        .formatted(offset, offset % 3);
  }

  private void lines(String source, int first, int last, String ending) throws IOException {
    Path file = lake.resolve(source).resolve(HOUR).resolve(name(first, last, ending));
    Files.createDirectories(file.getParent());
    try (OutputStream plain = Files.newOutputStream(file);
        OutputStream out = ending.endsWith(".gz") ? new GZIPOutputStream(plain) : plain) {
      for (int offset = first; offset <= last; offset++) {
        out.write(line(offset).getBytes(java.nio.charset.StandardCharsets.UTF_8));
      }
    }
  }

  /** The same rows as lines and as columns; the latter as DuckDB itself writes them. */
  private void parquet(int first, int last) throws Exception {
    Path lines = folder.resolve("lines.jsonl");
    StringBuilder text = new StringBuilder();
    for (int offset = first; offset <= last; offset++) {
      text.append(line(offset));
    }
    Files.writeString(lines, text);
    Path file = columns.resolve("web").resolve(name(first, last, ".parquet"));
    Files.createDirectories(file.getParent());
    try (var db = DriverManager.getConnection("jdbc:duckdb:");
        var statement = db.createStatement()) {
      statement.execute(
          """
          COPY (SELECT topic, partition, "offset", received::TIMESTAMPTZ AS received, id, source,
            type, "time"::TIMESTAMPTZ AS "time", origin, attempt, from_base64(key) AS key, ip,
            NULL::VARCHAR AS user_agent, NULL::BLOB AS bytes, event::VARCHAR AS event
            FROM read_json('%s', columns = {topic: 'VARCHAR', partition: 'INTEGER',
              "offset": 'BIGINT', received: 'VARCHAR', id: 'VARCHAR', source: 'VARCHAR',
              type: 'VARCHAR', "time": 'VARCHAR', origin: 'VARCHAR', attempt: 'INTEGER',
              key: 'VARCHAR', ip: 'VARCHAR', event: 'JSON'})) TO '%s' (FORMAT parquet)
          """
              .formatted(lines, file));
    }
  }

  @Test
  void linesAndColumnsAreAskedTogetherWithTheStore() throws Exception {
    lines("web", 0, 9, ".jsonl");
    lines("web", 10, 19, ".jsonl.gz");
    lines("app", 0, 4, ".jsonl");
    parquet(0, 19);

    assertThat(ask("SELECT count(*), min(\"offset\"), max(\"offset\") FROM lake.web_raw"))
        .containsExactly(List.of("25", "0", "19"));
    assertThat(
            ask(
                "SELECT Lake.Web_Raw.type, count(*) FROM LAKE.WEB_RAW WHERE (event ->> '$.n')::INT"
                    + " >= 5 GROUP BY 1 ORDER BY web_raw.type"))
        .containsExactly(List.of("t0", "5"), List.of("t1", "5"), List.of("t2", "5"));
    String of = " WHERE id = 'e-7' AND source = 'web' LIMIT 1";
    assertThat(ask("SELECT * FROM lake.web_columns" + of))
        .isEqualTo(ask("SELECT * FROM lake.web_raw" + of))
        .first(org.assertj.core.api.InstanceOfAssertFactories.LIST)
        .contains("2026-03-01 12:00:00.007", "2026-03-01 12:00:00.000007", "\\x01\\x02");
    assertThat(
            ask(
                "SELECT count(*), (SELECT count(*) FROM events) FROM lake.web_raw r JOIN"
                    + " lake.web_columns c USING (id) LEFT JOIN events e USING (id)"))
        .containsExactly(List.of("25", "0"));
    assertThat(ask("DESCRIBE lake.web_none")).hasSize(15).isEqualTo(ask("DESCRIBE lake.web_raw"));
    assertThat(ask("DESCRIBE lake.web_columns")).isEqualTo(ask("DESCRIBE lake.web_raw"));
    assertThat(ask("SELECT count(*) FROM lake.web_none")).containsExactly(List.of("0"));
  }

  @Test
  void whatIsBeingWrittenOrWasMergedOrIsNoFileOfTheLakeIsNotRead() throws Exception {
    lines("web", 0, 9, ".jsonl");
    lines("web", 3, 5, ".jsonl"); // merged into the first, and not yet gone
    Path hour = lake.resolve("web").resolve(HOUR);
    Path open = Files.createDirectories(lake.resolve("web/_open/run"));
    Files.writeString(open.resolve(name(90, 90, ".jsonl")), line(90));
    Files.writeString(hour.resolve("notes.jsonl"), line(91));
    Files.createDirectories(lake.resolve("other"));
    Files.writeString(lake.resolve("other").resolve(name(92, 92, ".jsonl")), line(92));

    assertThat(ask("SELECT count(*), max(\"offset\") FROM lake.web_raw"))
        .containsExactly(List.of("10", "9"));
  }

  @Test
  void linksInTheLakeLeadNowhere() throws Exception {
    lines("web", 0, 9, ".jsonl");
    Path hour = lake.resolve("web").resolve(HOUR);
    Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
    Files.writeString(elsewhere.resolve(name(80, 80, ".jsonl")), line(80));
    Files.createSymbolicLink(
        hour.resolve(name(70, 70, ".jsonl")), elsewhere.resolve(name(80, 80, ".jsonl")));
    Files.createSymbolicLink(hour.resolve(name(71, 71, ".jsonl")), secret);
    Files.createSymbolicLink(lake.resolve("web/year=2027"), elsewhere);
    Files.createSymbolicLink(lake.resolve("app"), elsewhere);

    assertThat(ask("SELECT count(*), max(\"offset\") FROM lake.web_raw"))
        .containsExactly(List.of("10", "9"));
  }

  @Test
  void aLakeElsewhereOrOfTooManyFilesIsRefusedInPlainWords() throws Exception {
    assertThatThrownBy(() -> ask("SELECT count(*) FROM lake.web_far"))
        .isInstanceOf(SqlRefusedException.class)
        .hasMessageStartingWith("lake.web_far lies at s3://bucket/lake; only lakes in folders of");
    for (int i = 0; i < FILES_MAX; i++) {
      lines("web", i, i, ".jsonl");
    }
    assertThat(ask("SELECT count(*) FROM lake.web_raw")).containsExactly(List.of("30"));
    lines("web", FILES_MAX, FILES_MAX, ".jsonl");
    assertThatThrownBy(() -> ask("SELECT count(*) FROM lake.web_raw"))
        .isInstanceOf(SqlRefusedException.class)
        .hasMessageContaining("more files than 30 (store.sql_lake_files_max)");
    assertThat(ask("SELECT count(*) FROM events")).containsExactly(List.of("0"));
  }

  /** %1$s is the lake, %2$s the hour's folder in it. */
  private static final List<String> HOSTILE =
      List.of(
          "SELECT * FROM read_json('%2$s/*.jsonl')",
          "SELECT * FROM read_json_auto('%2$s/*.jsonl')",
          "SELECT * FROM read_ndjson_objects('%2$s/*.jsonl')",
          "SELECT * FROM read_csv('%1$s/web/../../secret.csv')",
          "SELECT * FROM read_text('%1$s/../secret.csv')",
          "SELECT * FROM read_blob('%2$s/*')",
          "SELECT * FROM parquet_metadata('%1$s/a.parquet')",
          "SELECT * FROM parquet_schema('%1$s/a.parquet')",
          "SELECT * FROM glob('%1$s/**')",
          "FROM '%2$s/*.jsonl'",
          "FROM \"%2$s/*.jsonl\"",
          "SELECT * FROM lake.\"%2$s/*.jsonl\"",
          "SELECT * FROM lake.\"../secret.csv\"",
          "SELECT * FROM \"lake.../secret.csv\"",
          "SELECT * FROM lake.events",
          "SELECT * FROM lake.main.web_raw",
          "SELECT * FROM store.lake.web_raw",
          "SELECT * FROM temp.main.\"lake.web_raw\"",
          "SELECT * FROM main.\"lake.web_raw\"",
          "SELECT * FROM lake.lake.web_raw",
          "SELECT * FROM lake.store.main.events",
          "SELECT * FROM lake.duckdb_settings",
          "SELECT * FROM lake.web_raw()",
          "SELECT * FROM lake.read_csv('%1$s')",
          "SELECT lake.read_text('%1$s') FROM lake.web_raw",
          "COPY lake.web_raw TO '%1$s/out.csv'",
          "COPY (FROM lake.web_raw) TO '%1$s/out.parquet' (FORMAT parquet)",
          "COPY events FROM '%2$s/a.jsonl'",
          "ATTACH '%1$s/evil.duckdb' AS evil",
          "ATTACH '%1$s/evil.duckdb' (TYPE sqlite)",
          "CREATE TABLE t AS FROM lake.web_raw",
          "CREATE OR REPLACE TEMP VIEW \"lake.web_raw\" AS SELECT 1",
          "DROP VIEW \"lake.web_raw\"",
          "DELETE FROM lake.web_raw",
          "INSERT INTO lake.web_raw SELECT 1",
          "EXPORT DATABASE '%1$s/x'",
          "SET allowed_directories = ['/']",
          "SET allowed_paths = ['/etc/passwd']",
          "SET file_search_path = '/etc'",
          "RESET allowed_directories",
          "PRAGMA enable_external_access",
          "SELECT current_setting('allowed_directories') FROM lake.web_raw",
          "SELECT * FROM duckdb_views() WHERE view_name LIKE 'lake%%'",
          "SHOW TABLES FROM lake",
          "WITH \"lake.web_raw\" AS (SELECT 1) SELECT * FROM lake.web_raw",
          "SELECT * FROM query('FROM lake.web_raw')",
          "SELECT * FROM query_table('lake.web_raw')",
          "SELECT * FROM read_json((SELECT '%1$s/a.jsonl'))",
          "SELECT * FROM lake.web_raw AT (VERSION => 1)");

  @Test
  void noHostileStatementReachesAFileOrWritesOne() throws Exception {
    lines("web", 0, 9, ".jsonl");
    List<String> before = files();
    List<String> passed = new ArrayList<>();
    for (String hostile : HOSTILE) {
      String sql = hostile.formatted(lake, lake.resolve("web").resolve(HOUR));
      Throwable refused = catchThrowable(() -> ask(sql));
      if (!(refused instanceof SqlRefusedException)) {
        passed.add(sql + " -> " + refused);
      }
    }
    assertThat(passed).isEmpty();
    assertThat(files()).isEqualTo(before);
    assertThat(ask("SELECT count(*) FROM lake.web_raw")).containsExactly(List.of("10"));
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.map(Path::toString).filter(f -> !f.contains("/store/")).sorted().toList();
    }
  }

  @Test
  void aTextJoinedUpBeyondTheLimitIsGivenUpAndTheServerStaysAsItWas() {
    assertThat(ask("SELECT strlen(string_agg(i, ',')) FROM range(1000000) t(i)"))
        .containsExactly(List.of("6888889"));
    UntrackedMemory memory = UntrackedMemory.now();

    assertThatThrownBy(
            () ->
                ask(
                    "SELECT strlen(string_agg(x, ',')) FROM (SELECT string_agg(i, ',') AS x FROM"
                        + " range(10000) t(i)), range(1000000)"))
        .isInstanceOf(SqlRefusedException.class)
        .hasMessageContaining("more memory than the store may hold (store.memory_max_bytes)");
    assertThat(memory.grownBy()).isLessThan(512L << 20);
    assertThat(ask("SELECT 1")).containsExactly(List.of("1"));
  }

  /** DuckDB counts 256 MB here, and not the half gigabyte that this list is. */
  @Test
  void valuesThatDuckDbDoesNotCountAreWatched() {
    String list =
        "SELECT len(list_transform(l, lambda y: x)) FROM (SELECT string_agg(i, ',') AS x, list(i)"
            + " AS l FROM range(%d) t(i))";
    assertThat(ask(list.formatted(1_000))).containsExactly(List.of("1000"));
    assertThatThrownBy(() -> ask(list.formatted(12_000)))
        .isInstanceOf(SqlRefusedException.class)
        .hasMessageContaining("33554432 bytes (store.sql_memory_bytes)");
  }
}
