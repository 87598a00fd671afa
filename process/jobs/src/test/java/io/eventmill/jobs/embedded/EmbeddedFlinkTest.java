package io.eventmill.jobs.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventmill.jobs.embedded.JobState.Status;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedFlinkTest {
  /** What the running job throws; static, since Flink copies the functions of a job. */
  private static final AtomicReference<RuntimeException> FAILURE = new AtomicReference<>();

  @TempDir Path dir;

  @Test
  void tellsWhyAJobIsNotRunningAndTriesUntilItIs() throws Exception {
    try (EmbeddedFlink flink = EmbeddedFlink.start(new FlinkConfig(dir, 0, 1, 2))) {
      FAILURE.set(new IllegalStateException("the log is away"));
      flink.submit("numbers", (env, none) -> numbers(env));

      JobState restarting = await(flink, s -> s.status() == Status.RESTARTING);
      assertThat(restarting.problem()).isEqualTo("the log is away");

      FAILURE.set(null);
      JobState running = await(flink, s -> s.status() == Status.RUNNING);
      assertThat(running.problem()).isNull();
      assertThat(running.id()).isEqualTo(restarting.id());
    }
  }

  @Test
  void submitsAJobAgainThatFlinkHasGivenUp() throws Exception {
    try (EmbeddedFlink flink = EmbeddedFlink.start(new FlinkConfig(dir, 0, 1, 2))) {
      AtomicInteger wired = new AtomicInteger();
      FAILURE.set(new SuppressRestartsException(new IllegalStateException("not like this")));
      flink.submit(
          "numbers",
          (env, none) -> {
            if (wired.incrementAndGet() == 3) {
              FAILURE.set(null);
            }
            numbers(env);
          });

      await(flink, s -> wired.get() == 3 && s.status() == Status.RUNNING);
    }
  }

  @Test
  void showsItsPageOnThePortWhereNobodyCanRunCodeOrStopAJobForGood() throws Exception {
    int port = freePort();
    try (EmbeddedFlink flink = EmbeddedFlink.start(new FlinkConfig(dir, port, 1, 2))) {
      FAILURE.set(null);
      flink.submit("numbers", (env, none) -> numbers(env));
      String id = await(flink, s -> s.status() == Status.RUNNING).id();

      assertThat(flink.webAddress().getPort()).isEqualTo(port);
      assertThat(get(flink.webAddress()).body()).contains("<html");
      assertThat(get(flink.webAddress().resolve("/jobs/overview")).body()).contains("numbers");
      assertThat(get(flink.webAddress().resolve("/jars")).statusCode()).isEqualTo(404);
      var cancel =
          HttpRequest.newBuilder(flink.webAddress().resolve("/jobs/" + id))
              .method("PATCH", HttpRequest.BodyPublishers.noBody())
              .build();
      HttpClient.newHttpClient().send(cancel, BodyHandlers.ofString());
      await(flink, s -> s.status() == Status.RUNNING && !s.id().equals(id));
    }
  }

  @Test
  void saysWhichPortIsTakenAndHowToChooseAnother() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var config = new FlinkConfig(dir, other.getLocalPort(), 1, 2);

      assertThatThrownBy(() -> EmbeddedFlink.start(config))
          .isInstanceOf(FlinkStartException.class)
          .hasMessageContaining("port " + other.getLocalPort() + " on localhost is taken")
          .hasMessageContaining("--flink-port");
    }
  }

  @Test
  void leavesNothingBehindButCheckpoints() throws Exception {
    Files.createDirectories(dir.resolve("scratch/blobs-of-a-killed-run"));
    try (EmbeddedFlink flink = EmbeddedFlink.start(new FlinkConfig(dir, 0, 1, 2))) {
      assertThat(dir.resolve("scratch/blobs-of-a-killed-run")).doesNotExist();
      FAILURE.set(null);
      flink.submit("numbers", (env, none) -> numbers(env));
      await(flink, s -> s.status() == Status.RUNNING);
    }

    assertThat(dir).isDirectoryContaining("glob:**checkpoints");
    assertThat(dir.resolve("scratch")).doesNotExist();
    CheckpointFolder left = new CheckpointFolder(dir.resolve("checkpoints/numbers"));
    assertThat(left.finished()).isNotEmpty();
    assertThat(CheckpointFolder.damage(left.finished().get(0))).isNull();
  }

  @Test
  void aJobThatIsNotReadyWaitsSaysForWhatAndBeginsWhenItIs() throws Exception {
    AtomicReference<String> missing = new AtomicReference<>("the schema 'a' is not known");
    JobWiring wiring =
        new JobWiring() {
          @Override
          public String rules(String before, boolean clean) {
            if (missing.get() != null) {
              throw new NotReadyException(missing.get());
            }
            return "";
          }

          @Override
          public void wire(StreamExecutionEnvironment env, String rules) {
            numbers(env);
          }
        };
    FAILURE.set(null);
    try (EmbeddedFlink flink = EmbeddedFlink.start(new FlinkConfig(dir, 0, 1, 2))) {
      flink.submit("numbers", wiring);

      JobState waiting = await(flink, s -> s.status() == Status.WAITING);
      assertThat(waiting.problem()).isEqualTo("the schema 'a' is not known");

      missing.set("the schema 'b' is not known");
      await(flink, s -> s.status() == Status.WAITING && s.problem().contains("'b'"));
      missing.set(null);
      flink.renew("numbers");
      await(flink, s -> s.status() == Status.RUNNING);
    }
  }

  @Test
  void renewsAJobAtAPointWhereItIsCleanAndSaysSoToItsWiring() throws Exception {
    List<String> asked = new CopyOnWriteArrayList<>();
    JobWiring wiring =
        new JobWiring() {
          @Override
          public String rules(String before, boolean clean) {
            asked.add(before + " " + clean);
            return "rules " + asked.size();
          }

          @Override
          public void wire(StreamExecutionEnvironment env, String rules) {
            assertThat(rules).isEqualTo("rules " + asked.size());
            numbers(env);
          }
        };
    FAILURE.set(null);
    try (EmbeddedFlink flink = EmbeddedFlink.start(new FlinkConfig(dir, 0, 1, 2))) {
      flink.submit("numbers", wiring);
      String first = await(flink, s -> s.status() == Status.RUNNING).id();
      flink.renew("numbers");

      JobState renewed = await(flink, s -> s.status() == Status.RUNNING && !s.id().equals(first));
      assertThat(renewed.restoredFrom()).contains("savepoint-");
      assertThat(asked).containsExactly("null false", "rules 1 true");
    }
    CheckpointFolder left = new CheckpointFolder(dir.resolve("checkpoints/numbers"));
    Path end = left.finished().get(0);
    assertThat(end.getFileName().toString()).startsWith("savepoint-");
    try (EmbeddedFlink flink = EmbeddedFlink.start(new FlinkConfig(dir, 0, 1, 2))) {
      flink.submit("numbers", wiring);
      await(flink, s -> s.status() == Status.RUNNING);
      assertThat(flink.states().get(0).restoredFrom()).isEqualTo(end.toString());
      assertThat(asked).last().isEqualTo("rules 2 true");
    }
    Files.walk(dir.resolve("checkpoints"))
        .filter(p -> p.endsWith("clean"))
        .forEach(p -> p.toFile().delete());
    try (EmbeddedFlink flink = EmbeddedFlink.start(new FlinkConfig(dir, 0, 1, 2))) {
      flink.submit("numbers", wiring);
      assertThat(asked).last().isEqualTo("rules 3 false");
    }
  }

  @Test
  void keepsAsManyCheckpointsAsTheLimitSays() throws Exception {
    CheckpointFolder left = new CheckpointFolder(dir.resolve("checkpoints/numbers"));
    try (EmbeddedFlink flink = EmbeddedFlink.start(new FlinkConfig(dir, 0, 1, 2))) {
      FAILURE.set(null);
      flink.submit("numbers", (env, none) -> numbers(env));
      await(flink, s -> s.status() == Status.RUNNING);
      await(flink, s -> left.finished().stream().anyMatch(c -> c.endsWith("chk-5")));
      await(flink, s -> left.finished().size() == 2); // the oldest goes a moment after the newest
    }
  }

  private static void numbers(StreamExecutionEnvironment env) {
    Configuration c = new Configuration();
    c.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    c.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, Integer.MAX_VALUE);
    c.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(100));
    c.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(200));
    c.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        org.apache.flink.configuration.ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    env.configure(c);
    env.setParallelism(1);
    env.fromSequence(0, Long.MAX_VALUE)
        .map(
            n -> {
              if (FAILURE.get() != null) {
                throw FAILURE.get();
              }
              Thread.sleep(1);
              return n;
            })
        .sinkTo(new DiscardingSink<>());
  }

  private static JobState await(EmbeddedFlink flink, Predicate<JobState> wanted)
      throws InterruptedException {
    long giveUp = System.nanoTime() + Duration.ofSeconds(180).toNanos();
    while (!wanted.test(flink.states().get(0))) {
      if (System.nanoTime() > giveUp) {
        throw new AssertionError("after 60 s the job is " + flink.states());
      }
      Thread.sleep(20);
    }
    return flink.states().get(0);
  }

  private static java.net.http.HttpResponse<String> get(URI uri) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
