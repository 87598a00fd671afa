package io.eventmill.collect;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.pipeline.EventFields;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What bad requests get. None of them leaves anything on the log. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusalTest {
  private String topic;
  private TestDoor door;

  @BeforeAll
  void open() throws Exception {
    topic = TestLog.newTopic();
    door =
        TestDoor.open(
            CollectConfig.defaults(),
            List.of(TestDoor.source("web", topic), TestDoor.source("shop", topic)),
            TestLog.address());
  }

  @AfterEach
  void nothingWasKept() throws Exception {
    assertThat(TestLog.read(topic)).isEmpty();
    assertThat(door.collector.requestsInFlight()).isZero();
    assertThat(door.collector.bytesInFlight()).isZero();
  }

  @AfterAll
  void close() throws Exception {
    door.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"a":1               | 400 | not_json      | event 0: not valid JSON: expected ',' or '}' in the object, found the end
          {"a":01}             | 400 | not_json      | must not begin with 0
          [{"a":1},{"b":tru}]  | 400 | not_json      | event 1: not valid JSON: expected a value
          [{"a":1} {"b":2}]    | 400 | not_json      | expected ',' or ']' in the array, found '{' at byte 9 of the body
          [{"a":1},]           | 400 | not_json      | event 1: not valid JSON
          [{"a":1}] x          | 400 | not_json      | expected the end behind the array, found 'x'
          {"a":1}{"b":2}       | 400 | not_json      | expected a new line between two events, found '{'
          {"a":1},{"b":2}      | 400 | not_json      | expected a new line between two events, found ','
          [                    | 400 | not_json      | event 0: not valid JSON: expected a value, found the end
          ` `                  | 400 | empty_body    | the body is empty
          "text"               | 400 | not_an_object | found a string
          [{},7]               | 400 | not_an_object | event 1: an event must be a JSON object, found a number
          [[{}]]               | 400 | not_an_object | event 0: an event must be a JSON object, found an array
          null                 | 400 | not_an_object | found null
          user=u1&a=b          | 400 | not_json      | found 'u'
          """)
  void namesWhatIsWrongWithABody(String body, int status, String code, String message)
      throws Exception {
    HttpResponse<String> answer = door.post("/collect/web", body);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).startsWith("{\"error\":{\"code\":\"" + code + "\"").contains(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"event_id":{}}        | id_invalid      | /event_id | found an object; send the id as a non-empty string or a number
          {"event_id":true}      | id_invalid      | /event_id | found true
          {"event_id":""}        | id_invalid      | /event_id | found an empty string
          {"event_id":"\\ud800x"} | id_invalid      | /event_id | lone surrogate
          {"user":["u"]}         | key_invalid     | /user     | found an array
          {"user":1,"user":2}    | duplicate_field | /user     | stands in the event twice
          """)
  void namesTheFieldAndTheEvent(String event, String code, String field, String message)
      throws Exception {
    HttpResponse<String> answer = door.post("/collect/web", "[{},{}," + event + "]");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .contains("\"code\":\"" + code + "\"")
        .contains("\"field\":\"" + field + "\",\"index\":2")
        .contains("event 2: ")
        .contains(message);
  }

  @Test
  void namesTheSourcesWhenTheOneAskedForIsUnknown() throws Exception {
    HttpResponse<String> answer = door.post("/collect/wbe", "{}");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body())
        .contains("there is no source 'wbe', did you mean 'web'? Sources: shop, web");
    assertThat(door.post("/collect/" + "x".repeat(5000), "{}").body()).hasSizeLessThan(300);
  }

  @Test
  void asksForTheSourceWhenThereAreSeveral() throws Exception {
    HttpResponse<String> answer = door.post("/collect", "{}");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("source_needed").contains("Sources: shop, web");
  }

  @Test
  void tellsWhichMethodsArePossible() throws Exception {
    for (String method : List.of("GET", "PUT", "DELETE", "HEAD")) {
      HttpResponse<String> answer =
          door.send(
              door.to("/collect/web").method(method, HttpRequest.BodyPublishers.noBody()).build());

      assertThat(answer.statusCode()).isEqualTo(405);
      assertThat(answer.headers().firstValue("allow")).contains("POST, OPTIONS");
    }
  }

  @Test
  void answersUnknownPathsBelowWithTheKnownOnes() throws Exception {
    HttpResponse<String> answer = door.post("/collect/web/more", "{}");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("not_found").contains("POST /collect/{source}");
  }

  @Test
  void refusesEncodingsItDoesNotKnow() throws Exception {
    HttpResponse<String> answer = door.post("/collect/web", "{}", "Content-Encoding", "br");

    assertThat(answer.statusCode()).isEqualTo(415);
    assertThat(answer.body()).contains("'br'").contains("gzip, deflate or none");
  }

  @Test
  void refusesBrokenGzip() throws Exception {
    byte[] whole = TestDoor.gzip("{\"a\":1}".getBytes(UTF_8));
    byte[] cut = Arrays.copyOf(whole, whole.length - 3);
    byte[] longer = Arrays.copyOf(whole, whole.length + 5);
    byte[] wrongSum = whole.clone();
    wrongSum[wrongSum.length - 6] ^= 1;
    for (byte[] body : List.of(cut, longer, wrongSum, "{\"a\":1}".getBytes(UTF_8), new byte[0])) {
      HttpResponse<String> answer = door.post("/collect/web", body, "Content-Encoding", "gzip");

      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).contains("encoding_invalid").contains("not valid gzip");
    }
  }

  @Test
  void namesUtf16ByItsName() throws Exception {
    HttpResponse<String> answer = door.post("/collect/web", "{\"a\":1}".getBytes(UTF_16LE));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("UTF-16").contains("send UTF-8");
  }

  @Test
  void asksForALengthWhenThereIsNoBody() throws Exception {
    assertThat(door.raw("POST /collect/web HTTP/1.1\r\nHost: x\r\n\r\n", "}}"))
        .contains(" 411 ")
        .contains("length_required");
    assertThat(door.raw("POST /collect/web HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n", "}}"))
        .contains(" 400 ")
        .contains("empty_body");
  }

  @Test
  void takesAnIdThatIsAlsoTheKey() throws Exception {
    EventFields same = new EventFields("/id", "/type", null, "/id", null);
    String other = TestLog.newTopic();
    try (TestDoor one =
        TestDoor.open(
            CollectConfig.defaults(),
            List.of(TestDoor.source("clicks", other, same)),
            TestLog.address())) {
      assertThat(one.post("/collect", "{\"id\":5}").statusCode()).isEqualTo(200);
    }
    assertThat(TestLog.read(other).get(0).key()).isEqualTo("5");
  }
}
