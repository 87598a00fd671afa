package io.eventmill.app.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The generators as people start them: what they say was kept is what the server has. */
class SimulateIT {
  private static final Pattern KEPT = Pattern.compile("(\\d+) kept by the server, 0 refused, 0 ");

  private static final String PLAIN =
      """
      name: plain
      sources:
        store:
          event: {type: /event_type, time: /timestamp}
        clickstream:
          event: {id: /id, type: /type, time: /event/timestamp}
      """;

  @TempDir private static Path folder;

  private static RunningMill mill;

  @BeforeAll
  static void start() throws Exception {
    Path ready = RunningMill.ROOT.resolve("pipelines");
    Path plain = Files.writeString(folder.resolve("pipeline.yaml"), PLAIN);
    mill =
        RunningMill.start(
            folder.resolve("data"),
            "run",
            ready.resolve("event-counts").toString(),
            ready.resolve("checkout-attribution").toString(),
            plain.toString());
  }

  @AfterAll
  static void stop() {
    mill.close();
  }

  @Test
  void storeSendsAllEventsAskedFor() throws Exception {
    long before = mill.count("?source=store");
    Cli sent =
        simulate("store", "-tc", "3", "-ec", "10", "--pause-min", "0s", "--pause-max", "50ms");

    assertThat(sent.output()).contains("10 events made, 10 kept by the server, 0 refused");
    assertThat(sent.exit()).isZero();
    mill.untilCount("?source=store", before + 10);
  }

  @Test
  void clickstreamIsStartedAgainWithIdsOfItsOwn() throws Exception {
    for (int run = 1; run <= 2; run++) {
      Cli sent = simulate("clickstream", "--rate", "0", "--events", "2000");
      assertThat(sent.output()).contains("2000 events made, 2000 kept by the server, 0 refused");
      assertThat(sent.exit()).isZero();
      mill.untilCount("?source=clickstream", run * 2000L);
    }
    assertThat(mill.json("/api/failed?source=clickstream&limit=1").get("count").asLong()).isZero();
  }

  @Test
  void shopFillsItsTablesAndIsStartedAgain() throws Exception {
    long clicks = 0;
    long checkouts = 0;
    for (int run = 1; run <= 2; run++) {
      Cli sent = simulate("shop", "-nu", "20", "-nc", "30", "--rate", "0");
      assertThat(sent.output()).contains("20 users and products in the tables");
      assertThat(sent.exit()).isZero();
      List<Long> kept = kept(sent.output());
      assertThat(kept).hasSize(2);
      clicks += kept.get(0);
      checkouts += kept.get(1);
    }
    mill.untilCount("?source=clicks", clicks);
    mill.untilCount("?source=checkouts", checkouts);
    assertThat(clicks - checkouts).isEqualTo(60);
  }

  @Test
  void mobileSendsItsLinesAtEachTick() throws Exception {
    long before = mill.count("?source=mobile");
    Cli sent = simulate("mobile", "--every", "50ms", "--ticks", "3");

    assertThat(sent.output()).contains("9 events made in 3 ticks, 9 kept by the server, 0 refused");
    assertThat(sent.exit()).isZero();
    mill.untilCount("?source=mobile", before + 9);
  }

  /** Ctrl-C is a good end: what was made is kept, and said. */
  @Test
  void whatWasMadeBeforeCtrlCIsKeptAndCounted() throws Exception {
    long before = mill.count("?source=store");
    List<String> command =
        command("store", "-ec", "0", "-tc", "5", "--pause-min", "5ms", "--pause-max", "20ms");
    ProcessBuilder builder = new ProcessBuilder(command).directory(RunningMill.ROOT.toFile());
    builder.environment().put("EVENTMILL_BUILD", "never");
    Process process = builder.redirectErrorStream(true).start();
    RunningMill.until(
        Duration.ofSeconds(60), "events", () -> mill.count("?source=store") > before + 100);

    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();

    List<Long> kept = kept(output);
    assertThat(kept).as(output).hasSize(1);
    assertThat(output).contains(kept.get(0) + " events made, " + kept.get(0) + " kept");
    mill.untilCount("?source=store", before + kept.get(0));
  }

  @Test
  void wrongUseIsSaidBeforeAnythingIsSent() throws Exception {
    long before = mill.count("");
    Cli pause = simulate("store", "--pause-min", "5s", "--pause-max", "1s");
    assertThat(pause.output()).contains("from 5000 to 1000 ms is not possible");
    assertThat(pause.exit()).isEqualTo(2);

    Cli start = simulate("clickstream", "--rate", "0", "--start", "2026-01-01T00:00:00Z");
    assertThat(start.output()).contains("--start: needs a --rate above 0");
    assertThat(start.exit()).isEqualTo(2);
    assertThat(mill.count("")).isEqualTo(before);
  }

  private static Cli simulate(String... options) throws Exception {
    List<String> words = command(options);
    return Cli.run(words.subList(1, words.size()).toArray(String[]::new));
  }

  private static List<String> command(String... options) {
    List<String> command = new ArrayList<>();
    command.add(RunningMill.ROOT.resolve("eventmill").toString());
    command.add("simulate");
    command.addAll(List.of(options));
    command.addAll(List.of("--data", folder.resolve("data").toString()));
    return command;
  }

  private static List<Long> kept(String output) {
    List<Long> kept = new ArrayList<>();
    for (Matcher m = KEPT.matcher(output); m.find(); ) {
      kept.add(Long.parseLong(m.group(1)));
    }
    return kept;
  }
}
