package io.eventmill.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CountSettingsTest {
  private static final String SOURCES =
      """
      name: app
      sources:
        mobile: {event: {type: /type, time: /ts}}
        web: {event: {type: /type, time: /ts}}
      """;

  @Test
  void fillsInWhatIsNotSaid() {
    Count count = good("{name: kinds, by: /type, every: 10s}");

    assertThat(count)
        .isEqualTo(
            new Count(
                "kinds",
                List.of("mobile", "web"),
                List.of("/type"),
                Duration.ofSeconds(10),
                Duration.ofDays(1),
                Map.of(),
                new ResultTopic("counts-kinds", 1, (short) 1),
                null));
  }

  @Test
  void readsEverySetting() throws Exception {
    Path file = Path.of(getClass().getResource("/reference.yaml").toURI());
    PipelineFile.Read read = PipelineFile.read(file);

    assertThat(read.problems()).isEmpty();
    assertThat(read.pipeline().counts())
        .containsExactly(
            new Count(
                "kinds",
                List.of("web"),
                List.of("/kind", "/meta/country"),
                Duration.ofMillis(500),
                Duration.ofHours(2),
                Map.of("/status", "paid"),
                new ResultTopic("kinds-counted", 2, (short) 3),
                Duration.ofDays(365)));
    assertThat(read.pipeline().counts().get(0).fields()).containsExactly("kind", "country");
  }

  @Test
  void tellsAllProblemsWithLineAndGuess() {
    List<Problem> problems =
        problems(
            """
              - {name: a, by: /type, evry: 10s, source: mobil}
              - {name: a, by: [/x/type, /y/type, kind], every: 0s, topic: raw-web}
              - {name: B, by: [/count], every: 367d, lateness: soon, where: {status: 1}}
              - {name: c, every: 10s, by: []}
            """);

    assertThat(problems)
        .extracting(Problem::toString)
        .anySatisfy(p -> assertThat(p).startsWith("line 6: counts[0].every: is required"))
        .anySatisfy(p -> assertThat(p).contains("counts[0].evry").contains("did you mean 'every'"))
        .anySatisfy(p -> assertThat(p).contains("counts[0].source").contains("mean 'mobile'"))
        .anySatisfy(p -> assertThat(p).startsWith("line 7: counts[1].name: 'a' is used"))
        .anySatisfy(p -> assertThat(p).contains("/x/type and /y/type would both be called 'type'"))
        .anySatisfy(p -> assertThat(p).contains("counts[1].by: 'kind' is not a JSON pointer"))
        .anySatisfy(p -> assertThat(p).contains("counts[1].every: '0s' is not from 1ms to 366d"))
        .anySatisfy(p -> assertThat(p).contains("topic 'raw-web' is used by sources.web.raw"))
        .anySatisfy(p -> assertThat(p).contains("counts[2].name: 'B' is not a name"))
        .anySatisfy(p -> assertThat(p).contains("/count would be called 'count', which every row"))
        .anySatisfy(p -> assertThat(p).contains("counts[2].every: '367d' is not from"))
        .anySatisfy(p -> assertThat(p).contains("counts[2].lateness: 'soon' is not a duration"))
        .anySatisfy(p -> assertThat(p).contains("counts[2].where.status").contains("'/status'"))
        .anySatisfy(p -> assertThat(p).contains("counts[3].by: is an empty list"));
  }

  @Test
  void aDefinitionThatGivesOtherRowsIsAnotherVersion() {
    String same = good("{name: kinds, by: /type, every: 1s}").version();

    assertThat(good("{name: other, by: [/type], every: 1000ms, topic: t}").version())
        .isEqualTo(same);
    for (String other :
        List.of(
            "{name: kinds, by: /kind, every: 1s}",
            "{name: kinds, by: /type, every: 2s}",
            "{name: kinds, by: /type, every: 1s, lateness: 2d}",
            "{name: kinds, by: /type, every: 1s, source: web}",
            "{name: kinds, by: /type, every: 1s, where: {/a: b}}")) {
      assertThat(good(other).version()).as(other).isNotEqualTo(same);
    }
  }

  private static Count good(String entry) {
    PipelineFile.Read read = PipelineFile.parse(SOURCES + "counts: [" + entry + "]\n");
    assertThat(read.problems()).isEmpty();
    return read.pipeline().counts().get(0);
  }

  private static List<Problem> problems(String entries) {
    return PipelineFile.parse(SOURCES + "counts:\n" + entries).problems();
  }
}
