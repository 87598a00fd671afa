package io.eventmill.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A running server asked in SQL, and for its usage. */
class SqlIT {
  @TempDir private Path data;

  @Test
  void answersWhatIsStoredAndRefusesAllElse() throws Exception {
    try (RunningMill mill = RunningMill.start(data, "run", "pipelines/event-counts")) {
      StringBuilder body = new StringBuilder();
      for (int i = 0; i < 300; i++) {
        body.append(
            "{\"event_type\":\"%s\",\"ts\":%d,\"params\":{},\"client_id\":\"c%d\"}\n"
                .formatted(i % 3 == 0 ? "end" : "start", 1_465_484_030 + i, i % 5));
      }
      assertThat(mill.post("/collect/mobile", body.toString()).statusCode()).isEqualTo(200);
      mill.untilCount("?source=mobile", 300);

      Cli table = sql(mill, "SELECT type, count(*) AS n FROM events GROUP BY type ORDER BY type");
      assertThat(table.exit()).as(table.output()).isZero();
      assertThat(table.output()).contains("type   ", "end    100", "start  200", "2 rows.");
      assertThat(
              sql(mill, "--csv", "SELECT client_id, count(*) AS n FROM events GROUP BY 1").output())
          .contains("client_id,n", "c0,60");
      RunningMill.until(
          java.time.Duration.ofSeconds(60),
          "the windows",
          () ->
              output(mill, "SELECT sum(count) AS s FROM counts_events_aggregation")
                  .contains("300"));

      Cli refused = sql(mill, "SELECT * FROM read_csv('/etc/passwd')");
      assertThat(refused.exit()).isEqualTo(1);
      assertThat(refused.output()).contains("'read_csv(…)' cannot be asked here");
      assertThat(sql(mill, "DELETE FROM events").exit()).isEqualTo(1);
      assertThat(mill.post("/api/sql", "{\"sql\":\"SELECT 1\"}").statusCode()).isEqualTo(415);

      assertThat(mill.get("/api/usage?format=csv").body())
          .startsWith("client_id,type,events\r\nc0,end,20\r\nc0,start,40\r\nc1,end,20\r\n");
      assertThat(mill.count("?source=mobile")).isEqualTo(300);
      mill.requireNothingBrokeInside();
      mill.kill();
    }
    String[] stopped = {"sql", "--csv", "--data", data.toString(), "--pipeline"};
    String pipeline = RunningMill.ROOT.resolve("pipelines/event-counts").toString();
    Cli alone = Cli.run(with(stopped, pipeline, "SELECT count(*) AS n FROM events"));
    assertThat(alone.exit()).as(alone.output()).isZero();
    assertThat(alone.output()).contains("n\r\n300");
    assertThat(
            Cli.run(with(stopped, pipeline, "SELECT sum(count) FROM counts_events_aggregation"))
                .output())
        .contains("300");
    assertThat(Cli.run(with(stopped, pipeline, "DROP TABLE events")).exit()).isEqualTo(1);
  }

  private static String[] with(String[] args, String... more) {
    return Stream.concat(Stream.of(args), Stream.of(more)).toArray(String[]::new);
  }

  private static Cli sql(RunningMill mill, String... args) throws Exception {
    String[] all = new String[args.length + 3];
    all[0] = "sql";
    System.arraycopy(args, 0, all, 1, args.length);
    all[args.length + 1] = "--to";
    all[args.length + 2] = mill.url("").toString();
    return Cli.run(all);
  }

  private static String output(RunningMill mill, String sql) {
    try {
      return sql(mill, sql).output();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
