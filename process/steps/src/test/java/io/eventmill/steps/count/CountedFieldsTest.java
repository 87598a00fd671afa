package io.eventmill.steps.count;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.eventmill.event.Origin;
import io.eventmill.event.ResultRow;
import io.eventmill.pipeline.Count;
import io.eventmill.pipeline.ResultTopic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CountedFieldsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Origin ORIGIN = new Origin(1, 2, 0, 17);

  @Test
  void theRowOfAnEventTypeIsTheOneThatWasAskedFor() {
    ResultRow row =
        new CountRows(count(Map.of(), "/event_type"))
            .row(new Counted(1_465_583_533_000_000L, "session_start", 2, ORIGIN, false));

    assertThat(row.id()).isEqualTo("1465583533session_start");
    assertThat(row.timeMicros()).isEqualTo(1_465_583_533_000_000L);
    assertThat(row.version()).isEqualTo(count(Map.of(), "/event_type").version());
    assertThat(new String(row.json(), UTF_8))
        .isEqualTo(
            "{\"id\":\"1465583533session_start\",\"window_start_time\":1465583533,"
                + "\"event_type\":\"session_start\",\"count\":2}");
  }

  @Test
  void aLateRowIsNamedAfterItsEvent() {
    ResultRow row =
        new CountRows(count(Map.of(), "/a~1b", "/c"))
            .row(new Counted(500_000, "[\"x,]\",null]", 1, ORIGIN, true));

    assertThat(row.id()).isEqualTo("0.5[\"x,]\",null]@" + ORIGIN.asId());
    assertThat(new String(row.json(), UTF_8))
        .contains(
            "\"window_start_time\":0.5,\"a/b\":\"x,]\",\"c\":null,\"count\":1,\"late\":true}");
  }

  @Test
  void oneStringIsTheGroupAndAllElseAnArray() {
    CountedFields one = new CountedFields(count(Map.of(), "/t"), 1_000);
    Map<String, String> groups =
        Map.ofEntries(
            Map.entry("{\"t\":\"Link-Clicked X\"}", "Link-Clicked X"),
            Map.entry("{\"t\":\"\\u0061\"}", "a"),
            Map.entry("{\"t\":\"a@b\"}", "a@b"),
            Map.entry("{\"t\":\"\"}", "[\"\"]"),
            Map.entry("{\"t\":\"0x\"}", "[\"0x\"]"),
            Map.entry("{\"t\":\".5\"}", "[\".5\"]"),
            Map.entry("{\"t\":\"[1]\"}", "[\"[1]\"]"),
            Map.entry("{\"t\":\"\\ud800\"}", "\ufffd"),
            Map.entry("{\"t\":5}", "[5]"),
            Map.entry("{\"t\":5.0}", "[5]"),
            Map.entry("{\"t\":5e-1}", "[0.5]"),
            Map.entry("{\"t\":true}", "[true]"),
            Map.entry("{\"t\":null}", "[null]"),
            Map.entry("{\"t\":{\"a\":1}}", "[null]"),
            Map.entry("{}", "[null]"),
            Map.entry("not json", "[null]"));
    groups.forEach((json, group) -> assertThat(one.group(bytes(json))).as(json).isEqualTo(group));

    assertThat(
            new CountedFields(count(Map.of(), "/a", "/b/c", "/d"), 1_000)
                .group(bytes("{\"d\":5,\"a\":\"a\",\"b\":{\"x\":1}}")))
        .isEqualTo("[\"a\",null,5]");
  }

  @Test
  void noTwoGroupsShareAnIdAndEachRowTellsItsValues() throws Exception {
    Random random = new Random(7);
    String[] pieces = {
      "0",
      "1",
      ".",
      "-",
      "[",
      "]",
      "\"",
      ",",
      "@",
      "a",
      "\\",
      "e5",
      "null",
      "é",
      " ",
      "\n",
      "@" + ORIGIN.asId()
    };
    CountedFields fields = new CountedFields(count(Map.of(), "/t"), 100);
    CountRows rows = new CountRows(count(Map.of(), "/t"));
    Map<String, String> meaning = new HashMap<>();
    long[] starts = {0, 1, 10, 100, 105, -1, -10, 1_000};
    for (int i = 0; i < 60_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(4); n > 0; n--) {
        text.append(pieces[random.nextInt(pieces.length)]);
      }
      Object value = random.nextInt(10) == 0 ? random.nextInt(20) : text.toString();
      long start = starts[random.nextInt(starts.length)] * 100_000;
      boolean late = random.nextInt(4) == 0;
      String group = fields.group(JSON.writeValueAsBytes(Map.of("t", value)));
      ResultRow row = rows.row(new Counted(start, group, 1, ORIGIN, late));

      JsonNode json = JSON.readTree(row.json());
      assertThat(json.get("t")).isEqualTo(JSON.valueToTree(value));
      assertThat(json.get("id").textValue()).isEqualTo(row.id());
      String is = start + " " + late + " " + JSON.writeValueAsString(value);
      assertThat(meaning.merge(row.id(), is, (had, now) -> had)).isEqualTo(is);
    }
    assertThat(meaning).hasSizeGreaterThan(10_000);
  }

  @Test
  void ofALongTextTheBeginningStandsAndEachHasItsOwnGroup() {
    CountedFields fields = new CountedFields(count(Map.of(), "/t"), 10);

    assertThat(fields.group(bytes("{\"t\":\"abcdefghij\"}"))).isEqualTo("abcdefghij");
    String one = fields.group(bytes("{\"t\":\"abcdefghijk\"}"));
    String two = fields.group(bytes("{\"t\":\"abcdefghijl\"}"));
    assertThat(one).startsWith("abcdefghij…").hasSize(43).isNotEqualTo(two);
    assertThat(fields.group(bytes("{\"t\":12345678901}"))).startsWith("[\"1234567890…");
  }

  @Test
  void countsOnlyWhatHasTheWantedValues() {
    CountedFields fields =
        new CountedFields(count(Map.of("/s", "paid", "/p/n", "1", "/ok", "true"), "/t"), 100);

    assertThat(fields.group(bytes("{\"t\":\"x\",\"s\":\"paid\",\"p\":{\"n\":1.0},\"ok\":true}")))
        .isEqualTo("x");
    assertThat(fields.group(bytes("{\"t\":\"x\",\"s\":\"paid\",\"p\":{\"n\":2},\"ok\":true}")))
        .isNull();
    assertThat(fields.group(bytes("{\"t\":\"x\",\"s\":\"paid\",\"p\":{\"n\":1}}"))).isNull();
    CountedFields number = new CountedFields(count(Map.of("/n", "1.0"), "/t"), 100);
    assertThat(number.group(bytes("{\"t\":\"x\",\"n\":1}"))).isEqualTo("x");
    assertThat(number.group(bytes("{\"t\":\"x\",\"n\":\"1\"}"))).isNull();
    assertThat(number.group(bytes("{\"t\":\"x\",\"n\":\"1.0\"}"))).isEqualTo("x");
    assertThat(new CountedFields(count(Map.of("/t", "x"), "/t"), 100).group(bytes("{\"t\":\"x\"}")))
        .isEqualTo("x");
  }

  static Count count(Map<String, String> where, String... by) {
    return new Count(
        "events_aggregation",
        List.of("mobile"),
        List.of(by),
        Duration.ofSeconds(10),
        Duration.ofDays(1),
        where,
        new ResultTopic("counts", 1, (short) 1),
        null);
  }

  private static byte[] bytes(String json) {
    return json.getBytes(UTF_8);
  }
}
