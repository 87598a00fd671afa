package io.eventmill.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a role says before it begins; none of these needs a Kafka. */
class RoleRefusedTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private PrintStream stderr;
  @TempDir private Path folder;

  @BeforeEach
  void listen() {
    stderr = System.err;
    System.setErr(new PrintStream(out, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restore() {
    System.setErr(stderr);
  }

  @ParameterizedTest
  @ValueSource(strings = {"collect", "load", "query"})
  void aFileThatOneProcessOpensIsNoStoreForSeveral(String role) {
    int code = run(role, "../pipelines/web-events");

    assertThat(code).isEqualTo(2);
    assertThat(said())
        .contains("pipeline web-events keeps its events in duckdb")
        .contains("opensearch for events and postgres for results")
        .contains("--search opensearch");
  }

  @Test
  void resultsNeedASharedStoreToo() {
    int code = run("load", "../pipelines/event-counts", "--search", "opensearch");

    assertThat(code).isEqualTo(2);
    assertThat(said())
        .contains("pipeline event-counts keeps its window counts and attributed conversions in")
        .contains("--relational postgres");
  }

  @Test
  void kafkasSettingsAreLookedAtFirst() throws Exception {
    Path file = folder.resolve("kafka.properties");
    Files.writeString(
        file,
        "security.protocol=SASL_SSL\nsasl.mechanism=PLAIN\n"
            + "sasl.jaas.config=x password=\"${env:EVENTMILL_NO_SUCH_VARIABLE}\";\n");

    assertThat(collect("--kafka-settings", file.toString())).isEqualTo(2);
    assertThat(said())
        .contains("sasl.jaas.config names the environment variable EVENTMILL_NO_SUCH_VARIABLE")
        .doesNotContain("password=");
    assertThat(collect("--kafka-set", "security.protocl=SSL")).isEqualTo(2);
    assertThat(said()).contains("no setting 'security.protocl', did you mean 'security.protocol'?");
    assertThat(collect("--kafka-set", "acks=1")).isEqualTo(2);
    assertThat(said()).contains("acks is Eventmill's to choose");
    assertThat(collect("--kafka-settings", "nowhere")).isEqualTo(2);
    assertThat(said()).contains("there is no file nowhere");
  }

  @Test
  void aFolderOfOneMachineIsNoLakeForACluster() throws Exception {
    Path file = folder.resolve("pipeline.yaml");
    Files.writeString(
        file,
        """
        name: shop
        sources:
          web: {event: {type: /t, time: /time}}
        archive: {from: raw, to: lake/}
        stores: {search: opensearch}
        """);

    assertThat(run("submit", file.toString(), "--flink", "http://localhost:1")).isEqualTo(2);
    assertThat(said())
        .contains("pipeline shop archives to lake/, a folder of one machine")
        .contains("s3://bucket/lake");
    assertThat(run("submit", file.toString())).isEqualTo(2);
    assertThat(said()).contains("give --flink URL of a session cluster");
  }

  @Test
  void noJobOfAClusterLooksEventsUpYet() throws Exception {
    Path file = folder.resolve("pipeline.yaml");
    Files.writeString(
        file,
        """
        name: shop
        sources:
          web: {event: {type: /t, time: /time}}
        enrich: [{lookup: {from: shop.users, by: /user, take: {name: user_name}}}]
        stores: {search: opensearch}
        """);

    assertThat(run("submit", file.toString(), "--flink", "http://localhost:1")).isEqualTo(2);
    assertThat(said()).contains("pipeline shop looks events up").contains("eventmill run");
  }

  private int collect(String... more) {
    String[] all = {"../pipelines/web-events", "--search", "opensearch"};
    return run(
        "collect", Stream.concat(Arrays.stream(all), Arrays.stream(more)).toArray(String[]::new));
  }

  private int run(String role, String... more) {
    out.reset();
    String[] begin = {role, "--kafka", "localhost:1", "--data", folder.resolve("d").toString()};
    return Main.run(
        Stream.concat(Arrays.stream(begin), Arrays.stream(more)).toArray(String[]::new));
  }

  private String said() {
    return out.toString(StandardCharsets.UTF_8);
  }
}
