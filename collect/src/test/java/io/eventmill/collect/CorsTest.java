package io.eventmill.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What a browser asks and reads on behalf of a page. Raw sockets, as clients hide these headers.
 */
class CorsTest {
  private TestDoor door;

  @AfterEach
  void close() throws Exception {
    door.close();
  }

  @Test
  void answersAPreflightWithWhatTrackersSend() throws Exception {
    door = TestDoor.open(TestLog.newTopic());

    String answer =
        ask(
            "OPTIONS /collect/web HTTP/1.1\r\nHost: x\r\nOrigin: https://shop.example\r\n"
                + "Access-Control-Request-Method: POST\r\n"
                + "Access-Control-Request-Headers: content-type,x-write-key\r\n\r\n");

    assertThat(answer)
        .startsWith("http/1.1 204")
        .contains("access-control-allow-origin: https://shop.example\r\n")
        .contains("access-control-allow-credentials: true")
        .contains("vary: origin");
    for (String header :
        new String[] {
          "content-type",
          "authorization",
          "x-write-key",
          "anonymousid",
          "sentat",
          "content-encoding",
          "idempotency-key"
        }) {
      assertThat(answer).containsPattern("access-control-allow-headers: .*" + header);
    }
  }

  @Test
  void echoesTheOriginOnGoodAndBadAnswers() throws Exception {
    door = TestDoor.open(TestLog.newTopic());

    assertThat(ask(post("/collect/web", "{}")))
        .startsWith("http/1.1 200")
        .contains("access-control-allow-origin: https://shop.example\r\n")
        .contains("access-control-allow-credentials: true");
    assertThat(ask(post("/collect/nobody", "{}")))
        .startsWith("http/1.1 404")
        .contains("access-control-allow-origin: https://shop.example\r\n");
    assertThat(ask(post("/collect/web", "{,")))
        .startsWith("http/1.1 400")
        .contains("access-control-allow-origin: https://shop.example\r\n");
  }

  @Test
  void letsOnlyTheNamedOriginsInWhenSomeAreNamed() throws Exception {
    String topic = TestLog.newTopic();
    door =
        TestDoor.open(
            CollectConfig.defaults().with("origins", "https://a.example, https://b.example"),
            topic);

    String answer = ask(post("/collect/web", "{}"));

    assertThat(answer)
        .startsWith("http/1.1 403")
        .contains("pages of https://shop.example may not send here (collect.origins)")
        .doesNotContain("access-control-allow-origin");
    assertThat(TestLog.read(topic)).isEmpty();
    assertThat(ask(post("/collect/web", "{}").replace("shop", "b"))).startsWith("http/1.1 200");
  }

  @Test
  void saysNothingToThoseWhoAreNoPages() throws Exception {
    door = TestDoor.open(TestLog.newTopic());

    assertThat(door.post("/collect/web", "{}").headers().map())
        .doesNotContainKeys("access-control-allow-origin", "vary");
    assertThat(ask("OPTIONS /collect/web HTTP/1.1\r\nHost: x\r\n\r\n"))
        .startsWith("http/1.1 204")
        .contains("allow: post, options");
  }

  private static String post(String path, String body) {
    return "POST "
        + path
        + " HTTP/1.1\r\nHost: x\r\nOrigin: https://shop.example\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  private String ask(String request) throws Exception {
    try (Socket socket = new Socket("localhost", door.port)) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      String end = request.startsWith("OPTIONS") ? "\r\n\r\n" : "}";
      return TestDoor.answer(socket, end).toLowerCase(java.util.Locale.ROOT);
    }
  }
}
