package io.eventmill.collect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.collect.TestLog.Raw;
import io.eventmill.topics.HeaderNames;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What good requests get, and what of them is on the log then. */
class CollectTest {
  private static final String EVENT = "{\"event_id\":\"a\",\"user\":\"u1\",\"n\":1}";

  private String topic;
  private TestDoor door;

  @BeforeEach
  void open() throws Exception {
    topic = TestLog.newTopic();
    door = TestDoor.open(topic);
  }

  @AfterEach
  void close() throws Exception {
    door.close();
  }

  @Test
  void putsAnEventOnTheRawTopicByteForByte() throws Exception {
    String event =
        "{ \"event_id\" : \"a\\u0062\",\t\"user\":\"u1\", \"n\":1.50E+2 , \"ü\":\"\\/\" }";

    HttpResponse<String> answer =
        door.post("/collect/web", " \r\n" + event + "\n", "User-Agent", "test/1");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"accepted\":1}");
    assertThat(answer.headers().firstValue("content-type")).contains("application/json");
    Raw raw = only(TestLog.read(topic));
    assertThat(raw.text()).isEqualTo(event);
    assertThat(raw.id()).isEqualTo("ab");
    assertThat(raw.key()).isEqualTo("u1");
    assertThat(raw.header(HeaderNames.SOURCE)).isEqualTo("web");
    assertThat(raw.received()).isEqualTo(TestDoor.NOW);
    assertThat(raw.timestamp()).isEqualTo(TestDoor.NOW);
    assertThat(raw.header(HeaderNames.IP)).isIn("127.0.0.1", "0:0:0:0:0:0:0:1", "::1");
    assertThat(raw.header(HeaderNames.USER_AGENT)).isEqualTo("test/1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{\"event_id\":1,\"user\":\"u\"},{\"event_id\":2,\"user\":\"u\"}]",
        " [ {\"event_id\":1,\"user\":\"u\"} ,\n {\"event_id\":2,\"user\":\"u\"} ] \n",
        "{\"event_id\":1,\"user\":\"u\"}\n{\"event_id\":2,\"user\":\"u\"}",
        "{\"event_id\":1,\"user\":\"u\"}\r\n\r\n{\"event_id\":2,\"user\":\"u\"}\r\n",
        "\uFEFF{\"event_id\":1,\"user\":\"u\"}\n{\"event_id\":2,\"user\":\"u\"}\n"
      })
  void takesArraysAndLines(String body) throws Exception {
    HttpResponse<String> answer = door.post("/collect/web", body);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"accepted\":2}");
    assertThat(TestLog.read(topic))
        .extracting(Raw::text)
        .containsExactly("{\"event_id\":1,\"user\":\"u\"}", "{\"event_id\":2,\"user\":\"u\"}");
  }

  @Test
  void takesOneEventThatIsWrittenOverSeveralLines() throws Exception {
    String event = "{\n  \"event_id\": 7,\n  \"a\": [\n 1\n]\n}";

    assertThat(door.post("/collect/web", event).statusCode()).isEqualTo(200);
    assertThat(only(TestLog.read(topic)).text()).isEqualTo(event);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "text/plain;charset=UTF-8",
        "application/x-www-form-urlencoded",
        "application/x-ndjson",
        "application/cloudevents+json",
        "image/png"
      })
  void doesNotCareForTheContentType(String type) throws Exception {
    assertThat(door.post("/collect/web", EVENT, "Content-Type", type).statusCode()).isEqualTo(200);
    assertThat(only(TestLog.read(topic)).text()).isEqualTo(EVENT);
  }

  @Test
  void inflatesGzipAndDeflateAlsoWhenTheHeaderIsForgotten() throws Exception {
    byte[] gzip = TestDoor.gzip(EVENT.getBytes(UTF_8));
    ByteArrayOutputStream deflated = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(deflated)) {
      out.write(EVENT.getBytes(UTF_8));
    }

    assertThat(door.post("/collect/web", gzip, "Content-Encoding", "gzip").statusCode())
        .isEqualTo(200);
    assertThat(door.post("/collect/web", gzip).statusCode()).isEqualTo(200);
    assertThat(
            door.post("/collect/web", deflated.toByteArray(), "Content-Encoding", "deflate")
                .statusCode())
        .isEqualTo(200);
    assertThat(TestLog.read(topic)).extracting(Raw::text).containsExactly(EVENT, EVENT, EVENT);
  }

  @Test
  void makesIdsForEventsWithoutOneAndTellsThem() throws Exception {
    HttpResponse<String> answer =
        door.post("/collect/web", "[{\"user\":\"u\"},{\"event_id\":null,\"user\":\"u\"}]");

    List<Raw> raws = TestLog.read(topic);
    assertThat(raws).extracting(Raw::id).doesNotHaveDuplicates();
    assertThat(raws)
        .allSatisfy(
            raw -> assertThat(raw.id()).matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-.{4}-.{12}"));
    assertThat(answer.body())
        .isEqualTo(
            "{\"accepted\":2,\"ids\":[\"" + raws.get(0).id() + "\",\"" + raws.get(1).id() + "\"]}");
  }

  @Test
  void tellsIdsWhenAsked() throws Exception {
    assertThat(door.post("/collect/web?ids=true", EVENT).body())
        .isEqualTo("{\"accepted\":1,\"ids\":[\"a\"]}");
  }

  @Test
  void withoutAKeyTheIdDecidesThePartition() throws Exception {
    door.post("/collect/web", "{\"event_id\":42}");

    assertThat(only(TestLog.read(topic)).key()).isEqualTo("42");
  }

  @Test
  void needsNoSourceNameWhenThereIsOne() throws Exception {
    assertThat(door.post("/collect", EVENT).statusCode()).isEqualTo(200);
    assertThat(door.post("/collect/", EVENT).statusCode()).isEqualTo(200);
    assertThat(door.post("/collect/web/", EVENT).statusCode()).isEqualTo(200);
    assertThat(TestLog.read(topic)).hasSize(3);
  }

  @Test
  void acceptsAnEmptyArray() throws Exception {
    HttpResponse<String> answer = door.post("/collect/web", "[ ]");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"accepted\":0}");
  }

  @Test
  void takesAChunkedBodyAndOneAfterExpectContinue() throws Exception {
    String chunked =
        "POST /collect/web HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "3\r\n{\"a\r\n5\r\n\":1}\n\r\n0\r\n\r\n";
    assertThat(door.raw(chunked, "accepted")).contains(" 200 ");

    String expecting =
        "POST /collect/web HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n{}";
    assertThat(door.raw(expecting, "accepted")).contains(" 100 ").contains(" 200 ");
    assertThat(TestLog.read(topic))
        .extracting(Raw::text)
        .containsExactlyInAnyOrder("{\"a\":1}", "{}");
  }

  @Test
  void keepsTheOrderOfABigBody() throws Exception {
    StringBuilder body = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      body.append("{\"event_id\":").append(i).append(",\"user\":\"u\"}\n");
    }

    assertThat(door.post("/collect/web", body.toString()).body()).isEqualTo("{\"accepted\":20000}");

    List<Raw> raws = TestLog.read(topic);
    assertThat(raws).hasSize(20_000);
    for (int i = 0; i < raws.size(); i++) {
      assertThat(raws.get(i).id()).isEqualTo("" + i);
    }
    assertThat(door.collector.bytesInFlight()).isZero();
    assertThat(door.collector.requestsInFlight()).isZero();
  }

  private static Raw only(List<Raw> raws) {
    assertThat(raws).hasSize(1);
    return raws.get(0);
  }
}
