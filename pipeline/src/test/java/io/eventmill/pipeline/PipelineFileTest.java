package io.eventmill.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PipelineFileTest {
  private static final String MINIMAL =
      """
      name: shop
      sources:
        web:
          event: {type: /type, time: /time}
      """;

  @Test
  void readsTheSmallestFileAndFillsInTheRest() {
    PipelineFile.Read read = PipelineFile.parse(MINIMAL);

    assertThat(read.problems()).isEmpty();
    Source web = read.pipeline().sources().get(0);
    assertThat(web.topics())
        .isEqualTo(
            new SourceTopics(
                "raw-web", "enriched-web", "failed-web", "dropped-web", 1, (short) 1, null));
    assertThat(web.event()).isEqualTo(new EventFields(null, "/type", "/time", null, null));
    assertThat(web.timeZone()).isEqualTo(ZoneOffset.UTC);
    assertThat(web.deduplicate()).isEqualTo(new Deduplicate(Duration.ofHours(1)));
    assertThat(read.pipeline().stores())
        .isEqualTo(new Stores("duckdb", "duckdb", PostgresUse.local(), OpenSearchUse.local()));
  }

  @Test
  void readsEverySetting() throws Exception {
    PipelineFile.Read read = PipelineFile.read(resource("reference.yaml"));

    assertThat(read.problems()).isEmpty();
    Pipeline pipeline = read.pipeline();
    Source web = pipeline.sources().get(0);
    assertThat(web.topics())
        .isEqualTo(new SourceTopics("r", "e", "f", "d", 3, (short) 2, Duration.ofDays(7)));
    assertThat(web.event()).isEqualTo(new EventFields("/id", "/kind", "/meta/ts", "/user", null));
    assertThat(web.timeZone()).isEqualTo(ZoneId.of("Europe/Berlin"));
    assertThat(web.deduplicate()).isEqualTo(new Deduplicate(Duration.ofMinutes(30)));
    assertThat(pipeline.sources().get(1).event().fixedType()).isEqualTo("request");
    assertThat(web.schema().of("view").key()).isEqualTo("web-event version 3");
    assertThat(web.schema().of("refund").isFile()).isTrue();
    assertThat(web.schema().into()).isEqualTo("checked_by");
    assertThat(pipeline.sources().get(1).schema().of("request").key()).isEqualTo("web-event");
    assertThat(pipeline.registry())
        .isEqualTo(new RegistryUse("http://registry:8081", "mill", "REGISTRY_PASSWORD", false));
    assertThat(pipeline.enrich())
        .extracting(EnrichSpec::kind)
        .containsExactly("category", "text", "copy", "received_time", "expression", "lookup");
    assertThat(pipeline.enrich().get(0).settings().table("table"))
        .containsEntry("google", "search");
  }

  @Test
  void tellsAllProblemsAtOnceWithLineAndGuess() {
    List<Problem> problems =
        PipelineFile.parse(
                """
                nmae: shop
                sources:
                  web:
                    topics: {partitions: many, retention: 7 days}
                    event: {tpye: /type, time: event_time}
                    time_zone: Europe/Berlni
                  Shop Floor: {event: {type: /t, time: /t2}}
                stores: {search: duckdbb}
                """)
            .problems();

    assertThat(problems)
        .extracting(Problem::toString)
        .anySatisfy(p -> assertThat(p).startsWith("line 1: nmae:").contains("did you mean 'name'"))
        .anySatisfy(p -> assertThat(p).startsWith("line 1: name: is required"))
        .anySatisfy(p -> assertThat(p).startsWith("line 4: sources.web.topics.partitions: 'many'"))
        .anySatisfy(p -> assertThat(p).contains("sources.web.topics.retention: '7 days' is not"))
        .anySatisfy(p -> assertThat(p).contains("event.tpye").contains("did you mean 'type'"))
        .anySatisfy(p -> assertThat(p).contains("did you mean '/event_time'"))
        .anySatisfy(p -> assertThat(p).startsWith("line 6").contains("'Europe/Berlin'"))
        .anySatisfy(p -> assertThat(p).startsWith("line 7").contains("is not a name"))
        .anySatisfy(p -> assertThat(p).startsWith("line 8").contains("did you mean 'duckdb'"));
  }

  @Test
  void takesDeduplicationOffOrFromASecondToAWeek() {
    assertThat(within("0s").problems()).isEmpty();
    assertThat(within("0s").pipeline().source("web").deduplicate().isOn()).isFalse();
    assertThat(within("1s").pipeline().source("web").deduplicate().isOn()).isTrue();
    assertThat(within("1s").problems()).isEmpty();
    assertThat(within("7d").problems()).isEmpty();
    for (String wrong : List.of("999ms", "604801s", "999999999d")) {
      assertThat(within(wrong).problems())
          .extracting(Problem::toString)
          .containsExactly(
              "line 6: sources.web.deduplicate.within: '"
                  + wrong
                  + "' is not from 1s to 7d; write e.g. 1h, or 0s to let duplicates pass");
    }
  }

  private static PipelineFile.Read within(String within) {
    return PipelineFile.parse(MINIMAL + "    deduplicate:\n      within: " + within + "\n");
  }

  @Test
  void refusesATopicThatTwoSourcesShare() {
    PipelineFile.Read read =
        PipelineFile.parse(
            """
            name: shop
            sources:
              a: {topics: {raw: one}, event: {type: /type, time: /time}}
              b: {topics: {raw: one}, event: {type: /type, time: /time}}
            """);

    assertThat(read.problems())
        .extracting(Problem::toString)
        .containsExactly(
            "line 4: sources.b.topics.raw: topic 'one' is used by sources.a.raw already");
  }

  @Test
  void tellsWhereItIsNotYaml() {
    assertThat(PipelineFile.parse("name: [a\nsources: }").problems())
        .singleElement()
        .satisfies(p -> assertThat(p.message()).startsWith("not YAML"))
        .satisfies(p -> assertThat(p.line()).isEqualTo(2));
    assertThat(PipelineFile.parse("").problems())
        .singleElement()
        .satisfies(p -> assertThat(p.message()).contains("empty"));
    assertThat(PipelineFile.parse("- a").problems())
        .anySatisfy(p -> assertThat(p.message()).contains("found a list"));
    assertThat(PipelineFile.parse("name: a\nname: b").problems())
        .anySatisfy(p -> assertThat(p.message()).isEqualTo("is given twice"));
  }

  @Test
  void theReadyPipelinesHaveNoProblem() throws Exception {
    Path folder = Path.of("..", "pipelines");
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.map(PipelineFile::locate).toList();
    }

    assertThat(files).isNotEmpty();
    for (Path file : files) {
      assertThat(PipelineFile.read(file).problems()).as(file.toString()).isEmpty();
    }
  }

  private static Path resource(String name) throws Exception {
    return Path.of(PipelineFileTest.class.getResource("/" + name).toURI());
  }

  @Test
  void readsHowRequestsAreTaken() {
    String yaml =
        """
        name: a
        sources:
          b:
            event: {type: /type, time: /time, time_otherwise: received}
            intake: {body: array, check: event, answers: detail}
          c: {event: {type: /type, time: /time}}
          d:
            event: {type: /type, time: /time, time_otherwise: recieved}
            intake: {body: list, chekc: event}
        """;

    PipelineFile.Read read = PipelineFile.parse(yaml);

    Source b = read.pipeline().source("b");
    assertThat(b.intake()).isEqualTo(new Intake(true, true, true));
    assertThat(b.event().timeOrReceived()).isTrue();
    assertThat(read.pipeline().source("c").intake()).isEqualTo(Intake.usual());
    assertThat(read.pipeline().source("c").event().timeOrReceived()).isFalse();
    assertThat(read.problems())
        .extracting(Problem::toString)
        .satisfiesExactly(
            p -> assertThat(p).contains("time_otherwise: 'recieved' is not known", "'received'"),
            p -> assertThat(p).contains("intake.body: 'list' is not known", "one of any, array"),
            p -> assertThat(p).contains("intake.chekc", "did you mean 'check'"));
  }
}
