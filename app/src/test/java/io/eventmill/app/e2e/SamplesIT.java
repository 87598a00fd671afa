package io.eventmill.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** `test` on every pipeline that comes with the product, and on one whose expectation is wrong. */
class SamplesIT {
  private static final Path READY = RunningMill.ROOT.resolve("pipelines");

  @TempDir private Path folder;

  @Test
  void everyReadyPipelineDoesWhatItsSamplesExpect() throws Exception {
    List<String> command = new ArrayList<>(List.of("test"));
    try (Stream<Path> ready = Files.list(READY)) {
      ready.sorted().map(Path::toString).forEach(command::add);
    }

    Cli test = Cli.run(command.toArray(String[]::new));

    assertThat(test.output())
        .contains("web-events: as expected")
        .contains("access-log: as expected")
        .contains("event-counts: as expected")
        .doesNotContain("NOT");
    assertThat(test.output().lines().filter(l -> l.endsWith(": as expected")))
        .hasSize(command.size() - 1);
    assertThat(test.exit()).isZero();
  }

  @Test
  void tellsWhichFieldsAreNotAsExpectedAndWritesWhatCameOut() throws Exception {
    Path pipeline = copied("web-events");
    Path events = pipeline.resolve("expected/events.jsonl");
    String right = Files.readString(events);
    Files.writeString(
        events,
        right.replace("search_engine", "social_media").replaceFirst("\\{\"id\":\"w2.*\n", ""));
    Files.delete(pipeline.resolve("expected/dropped.jsonl"));

    Cli test = Cli.run("test", pipeline.toString());

    assertThat(test.output())
        .contains("events: 2 as expected, 2 not")
        .contains("id w1 of web")
        .contains("/event/source_category: expected \"social_media\", found \"search_engine\"")
        .contains("not expected: {\"id\":\"w2\"")
        .contains("failed: 3 as expected")
        .contains("dropped: 0 as expected, 1 not")
        .contains("web-events: NOT as expected");
    assertThat(test.exit()).isEqualTo(1);

    Cli write = Cli.run("test", "--write", pipeline.toString());
    assertThat(write.output()).contains("look at it before you trust it");
    assertThat(write.exit()).isZero();
    assertThat(Files.readString(events)).isEqualTo(right);
    assertThat(pipeline.resolve("expected/dropped.jsonl")).exists();
  }

  @Test
  void whatRoutesSendOnIsHeldAgainstWhatIsExpectedToo() throws Exception {
    Path pipeline = copied("store-notifications");
    Path errors = pipeline.resolve("expected/routed-errors.jsonl");
    Files.writeString(errors, Files.readString(errors).replace("dev_19", "dev_91"));
    Files.delete(pipeline.resolve("expected/routed-processed.jsonl"));

    Cli test = Cli.run("test", pipeline.toString());

    assertThat(test.output())
        .contains("events: 3 as expected")
        .contains("routed-errors: 1 as expected, 1 not")
        .contains("/event/deviceid: expected \"dev_91\", found \"dev_19\"")
        .contains("routed-processed: 0 as expected, 3 not")
        .contains("not expected: {\"id\":\"(made)\",\"source\":\"store\",\"type\":\"type_3\"")
        .contains("store-notifications: NOT as expected");
    assertThat(test.exit()).isEqualTo(1);
  }

  @Test
  void saysWhatIsMissingForATest() throws Exception {
    Path pipeline = copied("web-events");
    Files.move(pipeline.resolve("samples/web.jsonl"), pipeline.resolve("samples/wbe.jsonl"));
    Cli misnamed = Cli.run("test", pipeline.toString());
    assertThat(misnamed.output()).contains("named like no source").contains("did you mean 'web'");
    assertThat(misnamed.exit()).isEqualTo(2);

    Files.move(pipeline.resolve("samples/wbe.jsonl"), pipeline.resolve("samples/web.jsonl"));
    Files.writeString(pipeline.resolve("samples/web.jsonl"), "{\"a\":\n");
    Cli unreadable = Cli.run("test", pipeline.toString());
    assertThat(unreadable.output()).contains("lines that are no events").contains("line 1");
    assertThat(unreadable.exit()).isEqualTo(2);
  }

  private Path copied(String name) throws Exception {
    Path copy = folder.resolve(name);
    try (Stream<Path> files = Files.walk(READY.resolve(name))) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(READY.resolve(name).relativize(file)));
      }
    }
    return copy;
  }
}
