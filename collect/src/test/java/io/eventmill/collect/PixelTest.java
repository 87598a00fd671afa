package io.eventmill.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.collect.TestLog.Raw;
import io.eventmill.pipeline.EventFields;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PixelTest {
  private static final String TIME = Instant.ofEpochMilli(TestDoor.NOW).toString();

  private String topic;
  private TestDoor door;

  @BeforeEach
  void open() throws Exception {
    topic = TestLog.newTopic();
    EventFields nested = new EventFields("/meta/id", null, "/meta/time", null, "open");
    door =
        TestDoor.open(
            CollectConfig.defaults().with("default_source", "web"),
            List.of(TestDoor.source("web", topic), TestDoor.source("mail", topic, nested)),
            TestLog.address());
  }

  @AfterEach
  void close() throws Exception {
    door.close();
  }

  @Test
  void makesAnEventOfTheQueryString() throws Exception {
    HttpResponse<String> answer =
        get(
            "/collect/web/pixel.gif?event_id=p1&user=u%201&event_timestamp=1700000000&q=a+%22%C3%BC");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type")).contains("image/gif");
    assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
    assertThat(answer.body()).startsWith("GIF89a");
    Raw raw = TestLog.read(topic).get(0);
    assertThat(raw.text())
        .isEqualTo(
            "{\"event_id\":\"p1\",\"user\":\"u 1\",\"event_timestamp\":\"1700000000\",\"q\":\"a \\\"ü\"}");
    assertThat(raw.id()).isEqualTo("p1");
    assertThat(raw.key()).isEqualTo("u 1");
  }

  @Test
  void fillsInTheTimeThatAnImageCannotKnow() throws Exception {
    assertThat(get("/collect/pixel.gif?a=1").statusCode()).isEqualTo(200);

    assertThat(TestLog.read(topic).get(0).text())
        .isEqualTo("{\"a\":\"1\",\"event_timestamp\":\"" + TIME + "\"}");
  }

  @Test
  void reachesNestedFieldsByPointerAndMakesListsOfRepeatedNames() throws Exception {
    get("/collect/mail/pixel.gif?/meta/id=7&tag=x&tag=y&tag=z&empty=&bare&/a~1b=1");

    Raw raw = TestLog.read(topic).get(0);
    assertThat(raw.text())
        .isEqualTo(
            "{\"meta\":{\"id\":\"7\",\"time\":\""
                + TIME
                + "\"},\"tag\":[\"x\",\"y\",\"z\"],\"empty\":\"\",\"bare\":\"\",\"a/b\":\"1\"}");
    assertThat(raw.id()).isEqualTo("7");
  }

  @Test
  void refusesWhatIsNoEvent() throws Exception {
    assertThat(door.raw("GET /collect/web/pixel.gif HTTP/1.1\r\nHost: x\r\n\r\n", "}}"))
        .contains(" 400 ")
        .contains("empty_event");
    assertThat(door.raw("GET /collect/web/pixel.gif?a=%zz HTTP/1.1\r\nHost: x\r\n\r\n", "}}"))
        .contains(" 400 ")
        .contains("%zz");
    assertThat(get("/collect/web/pixel.gif?a=1&/a/b=2").body()).contains("query_invalid");
    assertThat(get("/collect/web/pixel.gif?" + "/a".repeat(33) + "=1").body())
        .contains("33 objects deep, the limit is 32");
    assertThat(get("/collect/web/pixel.gif?" + "/a".repeat(32) + "=1").statusCode()).isEqualTo(200);
    assertThat(get("/collect/nobody/pixel.gif?a=1").statusCode()).isEqualTo(404);
    assertThat(TestLog.read(topic)).hasSize(1);
  }

  @Test
  void aLookAtThePixelIsNoEvent() throws Exception {
    HttpRequest head =
        door.to("/collect/web/pixel.gif?a=1")
            .method("HEAD", HttpRequest.BodyPublishers.noBody())
            .build();

    assertThat(door.send(head).statusCode()).isEqualTo(200);
    assertThat(door.post("/collect/web/pixel.gif", "{}").statusCode()).isEqualTo(405);
    assertThat(TestLog.read(topic)).isEmpty();
  }

  private HttpResponse<String> get(String path) throws Exception {
    return door.send(door.to(path).GET().build());
  }
}
