package io.eventmill.collect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.eventmill.collect.body.EventCheck;
import io.eventmill.pipeline.Intake;
import io.eventmill.pipeline.Source;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a source's intake asks of requests, and in which words they are answered. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IntakeTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Refuses what has a field "bad" or lacks a field "good". */
  private static final EventCheck CHECK =
      event -> {
        String json = new String(event.json(), java.nio.charset.StandardCharsets.UTF_8);
        if (json.contains("\"bad\"")) {
          return new EventCheck.Fault("/event/bad", "/event/bad is not to be there");
        }
        if (json.contains("\"odd\"")) {
          return new EventCheck.Fault(null, "the event is odd");
        }
        return json.contains("\"go/od\"") ? null : new EventCheck.Fault("/go~1od", "is missing");
      };

  private String topic;
  private String usualTopic;
  private TestDoor door;

  @BeforeAll
  void open() throws Exception {
    topic = TestLog.newTopic();
    usualTopic = TestLog.newTopic();
    Source detail = source("detail", topic, new Intake(true, true, true));
    Source usual = source("usual", usualTopic, new Intake(false, true, false));
    door =
        TestDoor.open(
            CollectConfig.defaults().with("event_max", 200).with("body_max", 1_000),
            List.of(detail, usual),
            source -> CHECK);
  }

  @AfterAll
  void close() throws Exception {
    door.close();
  }

  @Test
  void anArrayThatIsRightIsKeptAndAnsweredSo() throws Exception {
    int before = TestLog.read(topic).size();
    assertThat(post("detail", "[{\"go/od\":1},{\"go/od\":2},{\"go/od\":3}]"))
        .isEqualTo("200 {\"message\":\"Events received successfully\"}");
    assertThat(post("detail", "[]"))
        .isEqualTo("200 {\"message\":\"Events received successfully\"}");
    assertThat(TestLog.read(topic)).hasSize(before + 3);

    assertThat(post("usual", "{\"go/od\":1,\"event_id\":\"a\"}")).isEqualTo("200 {\"accepted\":1}");
  }

  /** Keeps nothing, wherever in the array the fault is; says where. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          [{"go/od":1},{"x":1}]                   | ["body",1,"go/od"]     | value_error.missing
          [{"go/od":1,"event":{"bad":1}}]         | ["body",0,"event","bad"] | type_error
          [{"go/od":1,"odd":1}]                   | ["body",0]             | value_error.event_invalid
          [{"go/od":1},7]                         | ["body",1]             | type_error.dict
          [{"go/od":1,"event_id":{}}]             | ["body",0,"event_id"]  | type_error
          {"go/od":1}                             | ["body"]               | type_error.list
          "text"                                  | ["body"]               | type_error.list
          [{"go/od":1}                            | ["body"]               | value_error.jsondecode
          [{"go/od":tru}]                         | ["body",0]             | value_error.jsondecode
          `  `                                    | ["body"]               | value_error.missing
          """)
  void whatIsNotRightIs422WithThePlace(String body, String loc, String type) throws Exception {
    int before = TestLog.read(topic).size();

    HttpResponse<String> answer = send("detail", body);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
    JsonNode detail = JSON.readTree(answer.body()).get("detail");
    assertThat(detail).hasSize(1);
    assertThat(detail.get(0).get("loc")).isEqualTo(JSON.readTree(loc));
    assertThat(detail.get(0).get("type").asText()).isEqualTo(type);
    assertThat(detail.get(0).get("msg").asText()).isNotBlank();
    assertThat(TestLog.read(topic)).hasSize(before);
  }

  @Test
  void otherRefusalsAreASentence() throws Exception {
    HttpResponse<String> large = send("detail", "[{\"go/od\":\"" + "x".repeat(300) + "\"}]");
    assertThat(large.statusCode()).isEqualTo(413);
    assertThat(JSON.readTree(large.body()).get("detail").asText()).contains("collect.event_max");

    HttpResponse<String> body = send("detail", "[" + " ".repeat(1_000) + "]");
    assertThat(body.statusCode()).isEqualTo(413);
    assertThat(JSON.readTree(body.body()).get("detail").isTextual()).isTrue();
  }

  @Test
  void inOurOwnWordsTheFieldIsNamedToo() throws Exception {
    HttpResponse<String> answer = send("usual", "[{\"go/od\":1},{\"x\":1}]");

    assertThat(answer.statusCode()).isEqualTo(422);
    JsonNode error = JSON.readTree(answer.body()).get("error");
    assertThat(error.get("code").asText()).isEqualTo("field_missing");
    assertThat(error.get("field").asText()).isEqualTo("/go~1od");
    assertThat(error.get("index").asInt()).isEqualTo(1);
    assertThat(send("usual", "{\"x\":tru}").statusCode()).isEqualTo(400);
  }

  /** Lines are no JSON text as a whole: who says so may send them. */
  @Test
  void linesAreTakenWhereTheyAreCalledSo() throws Exception {
    HttpRequest lines =
        door.to("/collect/detail")
            .header("Content-Type", "application/x-ndjson")
            .POST(HttpRequest.BodyPublishers.ofString("{\"go/od\":1}\n{\"go/od\":2}\n"))
            .build();
    assertThat(door.send(lines).statusCode()).isEqualTo(200);
  }

  private String post(String source, String body) throws Exception {
    HttpResponse<String> answer = send(source, body);
    return answer.statusCode() + " " + answer.body();
  }

  private HttpResponse<String> send(String source, String body) throws Exception {
    return door.send(
        door.to("/collect/" + source)
            .header("Content-Type", "application/json; charset=utf-8")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private static Source source(String name, String topic, Intake intake) {
    Source s = TestDoor.source(name, topic);
    return new Source(
        s.name(),
        s.topics(),
        s.event(),
        s.timeZone(),
        s.deduplicate(),
        s.schema(),
        s.retain(),
        intake,
        null);
  }
}
