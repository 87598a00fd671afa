package io.eventmill.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.pipeline.Attribution.Column;
import io.eventmill.pipeline.Attribution.Column.From;
import io.eventmill.pipeline.Attribution.Lookup;
import io.eventmill.pipeline.Attribution.Model;
import io.eventmill.pipeline.Attribution.Side;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AttributionSettingsTest {
  private static final String SOURCES =
      """
      name: shop
      sources:
        clicks: {event: {fixed_type: click, time: /at}}
        checkouts: {event: {fixed_type: checkout, time: /at}}
      """;
  private static final String SMALLEST =
      SOURCES
          + """
          attribution:
            - name: attributed
              touch: {source: clicks}
              conversion: {source: checkouts}
              on: {user: /user_id}
          """;

  @Test
  void fillsInWhatIsNotSaid() {
    PipelineFile.Read read = PipelineFile.parse(SMALLEST);

    assertThat(read.problems()).isEmpty();
    Attribution a = read.pipeline().attributions().get(0);
    assertThat(a.within()).isEqualTo(Duration.ofHours(1));
    assertThat(a.lateness()).isEqualTo(Duration.ofSeconds(15));
    assertThat(a.model()).isEqualTo(Model.FIRST);
    assertThat(a.halfLife()).isNull();
    assertThat(a.touchesMax()).isEqualTo(1000);
    assertThat(a.lookup()).isNull();
    assertThat(a.topic()).isEqualTo(new ResultTopic("attributed-attributed", 1, (short) 1));
    assertThat(a.columns())
        .extracting(Column::name)
        .containsExactly("conversion_id", "touch_id", "conversion_time", "touch_time");
  }

  @Test
  void readsEverySetting() throws Exception {
    Path file = Path.of(getClass().getResource("/reference.yaml").toURI());
    PipelineFile.Read read = PipelineFile.read(file);

    assertThat(read.problems()).isEmpty();
    Attribution a = read.pipeline().attributions().get(0);
    assertThat(a.touch()).isEqualTo(new Side("web", "click", "/click_id"));
    assertThat(a.conversion()).isEqualTo(new Side("web", "order", "/order_id"));
    assertThat(a.on()).isEqualTo(Map.of("user", "/user", "product", "/product_id"));
    assertThat(a.within()).isEqualTo(Duration.ofHours(2));
    assertThat(a.lateness()).isEqualTo(Duration.ofSeconds(30));
    assertThat(a.model()).isEqualTo(Model.TIME_DECAY);
    assertThat(a.halfLife()).isEqualTo(Duration.ofMinutes(20));
    assertThat(a.touchesMax()).isEqualTo(50);
    assertThat(a.lookup())
        .isEqualTo(new Lookup("commerce.users", "id", "/user", Map.of("username", "user_name")));
    assertThat(a.columns())
        .containsExactly(
            new Column("order_id", From.CONVERSION_ID, null),
            new Column("amount", From.CONVERSION, "/total"),
            new Column("user_name", From.LOOKUP, "user_name"),
            new Column("click_id", From.TOUCH_ID, null),
            new Column("page", From.TOUCH, "/url"),
            new Column("order_time", From.CONVERSION_TIME, null),
            new Column("click_time", From.TOUCH_TIME, null));
    assertThat(a.topic()).isEqualTo(new ResultTopic("orders-attributed", 2, (short) 3));
  }

  @Test
  void tellsAllProblemsAtOnceWithLineAndGuess() {
    List<Problem> problems =
        PipelineFile.parse(
                SOURCES
                    + """
                    attribution:
                      - name: Attributed
                        touch: {source: click, di: /id}
                        conversion: {source: checkouts}
                        on: {user: user_id}
                        within: 1 hour
                        lateness: 91d
                        model: frist
                        half_life: 10m
                        touches_max: 10001
                        lookup: {from: users, by: /user_id, take: {username: user_name}}
                        columns:
                          Total: conversion /total
                          final: conversion /final
                          a: convertion id
                          b: lookup user_nmae
                          c: touch /x~2
                        topics: wrong
                      - name: second
                        touch: {source: clicks}
                        conversion: {source: clicks}
                        on: {user: /u, product: /u}
                        topic: raw-clicks
                    """)
            .problems();

    assertThat(problems.stream().map(Problem::toString))
        .anySatisfy(p -> assertThat(p).startsWith("line 6: ").contains("is not a name"))
        .anySatisfy(p -> assertThat(p).contains("touch.source").contains("did you mean 'clicks'"))
        .anySatisfy(p -> assertThat(p).contains("touch.di").contains("did you mean 'id'"))
        .anySatisfy(p -> assertThat(p).contains("on.user").contains("did you mean '/user_id'"))
        .anySatisfy(p -> assertThat(p).startsWith("line 10: ").contains("'1 hour' is not a dur"))
        .anySatisfy(p -> assertThat(p).contains("lateness: '91d' is not from 0s to 90d"))
        .anySatisfy(p -> assertThat(p).contains("did you mean 'first'").contains("time_decay"))
        .anySatisfy(p -> assertThat(p).contains("half_life: is for model time_decay alone"))
        .anySatisfy(p -> assertThat(p).contains("'10001' is not a whole number from 1 to 10000"))
        .anySatisfy(p -> assertThat(p).contains("'users' is not a table"))
        .anySatisfy(p -> assertThat(p).contains("'Total' is not a column"))
        .anySatisfy(p -> assertThat(p).contains("columns.final: every row has a field"))
        .anySatisfy(p -> assertThat(p).contains("columns.a").contains("did you mean 'conversion'"))
        .anySatisfy(p -> assertThat(p).contains("did you mean 'user_name'"))
        .anySatisfy(p -> assertThat(p).contains("columns.c: '/x~2' is not a JSON pointer"))
        .anySatisfy(p -> assertThat(p).contains("topics: is not a setting").contains("'topic'"))
        .anySatisfy(p -> assertThat(p).contains("each would be a touch of itself"))
        .anySatisfy(p -> assertThat(p).contains("on: names one field twice"))
        .anySatisfy(
            p -> assertThat(p).contains("topic 'raw-clicks' is used by sources.clicks.raw"));
  }

  @Test
  void takesWithinFromAMillisecondToNinetyDays() {
    for (String good : List.of("1ms", "90d")) {
      assertThat(PipelineFile.parse(SMALLEST + "    within: " + good + "\n").problems()).isEmpty();
    }
    for (String wrong : List.of("0s", "7776001s")) {
      assertThat(PipelineFile.parse(SMALLEST + "    within: " + wrong + "\n").problems())
          .singleElement()
          .satisfies(p -> assertThat(p.message()).contains("is not from 1ms to 90d"));
    }
  }

  @Test
  void aChangeOfWhatTheRowsSayIsAnotherVersion() {
    String version = version(SMALLEST);

    assertThat(version(SMALLEST + "    topic: elsewhere\n")).isEqualTo(version);
    assertThat(version(SMALLEST + "    within: 60m\n")).isEqualTo(version);
    for (String change :
        List.of("within: 61m", "lateness: 1s", "model: last", "columns: {a: conversion /b}")) {
      assertThat(version(SMALLEST + "    " + change + "\n")).as(change).isNotEqualTo(version);
    }
  }

  private static String version(String yaml) {
    return PipelineFile.parse(yaml).pipeline().attributions().get(0).version();
  }
}
