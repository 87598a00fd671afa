package io.eventmill.collect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventmill.topics.HeaderNames;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every limit at the limit, and one past it. */
class LimitsTest {
  private static final CollectConfig DEFAULTS = CollectConfig.defaults();

  private String topic;
  private TestDoor door;

  @BeforeEach
  void topic() throws Exception {
    topic = TestLog.newTopic();
  }

  @AfterEach
  void close() throws Exception {
    if (door != null) {
      Eventually.holds(() -> door.collector.requestsInFlight() == 0);
      assertThat(door.collector.bytesInFlight()).isZero();
      door.close();
    }
  }

  @Test
  void bodyMaxHoldsForPlainChunkedAndPackedBodies() throws Exception {
    open(DEFAULTS.with("event_max", 500).with("body_max", 1000));
    byte[] most = "{\"a\":1}".concat(" ".repeat(993)).getBytes(UTF_8);
    byte[] more = "{\"a\":1}".concat(" ".repeat(994)).getBytes(UTF_8);

    assertThat(door.post("/collect", most).statusCode()).isEqualTo(200);
    assertThat(chunked(most).statusCode()).isEqualTo(200);
    assertThat(packed(most).statusCode()).isEqualTo(200);
    for (HttpResponse<String> answer :
        List.of(door.post("/collect", more), chunked(more), packed(more))) {
      assertThat(answer.statusCode()).isEqualTo(413);
      assertThat(answer.body())
          .contains("body_too_large")
          .contains("limit of 1000 bytes (collect.body_max)")
          .contains("\"limit\":1000");
    }
    assertThat(TestLog.read(topic)).hasSize(3);
  }

  @Test
  void theLargestEventFitsAndOneByteMoreDoesNot() throws Exception {
    open(DEFAULTS);
    String most = eventOfSize(DEFAULTS.eventMax());

    assertThat(door.post("/collect", most).statusCode()).isEqualTo(200);
    HttpResponse<String> answer = door.post("/collect", "[{}, " + most + " ,{\"b\":1}]");
    assertThat(answer.statusCode()).isEqualTo(200);
    answer = door.post("/collect", "[{}," + eventOfSize(DEFAULTS.eventMax() + 1) + "]");
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body())
        .contains("event 1: it has 1048577 bytes, the limit is 1048576 (collect.event_max)")
        .contains("\"index\":1,\"limit\":1048576");
    assertThat(TestLog.read(topic)).hasSize(4);
  }

  @Test
  void eventsMaxHolds() throws Exception {
    open(DEFAULTS.with("events_max", 3));

    assertThat(door.post("/collect", "[{},{},{}]").statusCode()).isEqualTo(200);
    HttpResponse<String> answer = door.post("/collect", "{}\n{}\n{}\n{}");
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).contains("more than 3 events").contains("collect.events_max");
    assertThat(TestLog.read(topic)).hasSize(3);
  }

  @Test
  void aHundredThousandEventsFitIntoOneBody() throws Exception {
    open(DEFAULTS);

    assertThat(door.post("/collect", "{}\n".repeat(100_000)).body())
        .isEqualTo("{\"accepted\":100000}");
    assertThat(door.post("/collect", "{}\n".repeat(100_001)).statusCode()).isEqualTo(413);
    assertThat(TestLog.read(topic)).hasSize(100_000);
  }

  @Test
  void depthMaxHolds() throws Exception {
    open(DEFAULTS.with("depth_max", 3));

    assertThat(door.post("/collect", "[{\"a\":[[1]]}]").statusCode()).isEqualTo(200);
    HttpResponse<String> answer = door.post("/collect", "[{\"a\":[[{}]]}]");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("too_deep").contains("collect.depth_max");
  }

  @Test
  void idMaxHoldsForIdAndKey() throws Exception {
    open(DEFAULTS.with("id_max", 5));

    assertThat(door.post("/collect", "{\"event_id\":\"12345\",\"user\":\"12345\"}").statusCode())
        .isEqualTo(200);
    for (String field : List.of("event_id", "user")) {
      HttpResponse<String> answer = door.post("/collect", "{\"" + field + "\":123456}");
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body())
          .contains("/" + field + " has 6 characters, the limit is 5 (collect.id_max)");
    }
  }

  @Test
  void aLongUserAgentIsCut() throws Exception {
    open(DEFAULTS.with("user_agent_max", 4));

    door.post("/collect", "{}", "User-Agent", "1234");
    door.post("/collect", "{}", "User-Agent", "12345");

    assertThat(TestLog.read(topic))
        .extracting(raw -> raw.header(HeaderNames.USER_AGENT))
        .containsExactly("1234", "1234");
  }

  @Test
  void idsOfManyEventsAreToldOnlyWhenAskedFor() throws Exception {
    open(DEFAULTS.with("ids_max", 2));

    assertThat(door.post("/collect", "[{},{}]").body()).contains("ids");
    assertThat(door.post("/collect", "[{},{},{}]").body()).isEqualTo("{\"accepted\":3}");
    assertThat(door.post("/collect?ids=true", "[{},{},{}]").body()).contains("ids");
    String badlyEncoded =
        "POST /collect?a=%zz&ids=true HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n";
    assertThat(door.raw(badlyEncoded + "[{},{},{}]", "]}")).contains("ids");
  }

  @Test
  void oneRequestTooManyIsAskedToComeAgain() throws Exception {
    open(DEFAULTS.with("requests_max", 1));
    try (Socket slow = unfinished(10)) {
      Eventually.holds(() -> door.collector.requestsInFlight() == 1);

      HttpResponse<String> answer = door.post("/collect", "{}");

      assertThat(answer.statusCode()).isEqualTo(429);
      assertThat(answer.headers().firstValue("retry-after")).contains("2");
      assertThat(answer.body()).contains("too_many_requests").contains("collect.requests_max");
      slow.getOutputStream().write("{\"a\":123}\n".getBytes(UTF_8));
      assertThat(TestDoor.answer(slow, "accepted")).contains(" 200 ");
    }
    assertThat(door.post("/collect", "{}").statusCode()).isEqualTo(200);
  }

  @Test
  void whatDoesNotFitIntoMemoryIsAskedToComeAgain() throws Exception {
    open(DEFAULTS.with("bytes_max", 100_000L));

    HttpResponse<String> answer = door.post("/collect", " ".repeat(100_001) + "{}");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("retry-after")).contains("2");
    assertThat(answer.body()).contains("busy").contains("collect.bytes_max");
    assertThat(door.post("/collect", " ".repeat(60_000) + "{}").statusCode()).isEqualTo(200);
  }

  @Test
  void aClientThatGoesAwayLeavesNothingBehind() throws Exception {
    open(DEFAULTS);
    try (Socket gone = unfinished(1000)) {
      Eventually.holds(() -> door.collector.requestsInFlight() == 1);
      assertThat(door.collector.bytesInFlight()).isPositive();
    }
    Eventually.holds(() -> door.collector.requestsInFlight() == 0);
    assertThat(door.collector.bytesInFlight()).isZero();
  }

  @Test
  void oneConnectionTooManyIsClosed() throws Exception {
    open(DEFAULTS.with("connections_max", 1));
    try (Socket first = unfinished(2)) {
      Eventually.holds(() -> door.collector.requestsInFlight() == 1);

      assertThatThrownBy(() -> assertThat(door.raw("GET / HTTP/1.1\r\n\r\n", null)).isNotEmpty())
          .isInstanceOfAny(AssertionError.class, IOException.class);
      first.getOutputStream().write("{}".getBytes(UTF_8));
      assertThat(TestDoor.answer(first, "accepted")).contains(" 200 ");
    }
    Eventually.holds(() -> !door.raw("GET / HTTP/1.0\r\n\r\n", null).isEmpty());
  }

  @Test
  void aConnectionCountsBeforeItHasSentAnything() throws Exception {
    open(DEFAULTS.with("connections_max", 1));
    String request = "GET / HTTP/1.0\r\n\r\n";

    Eventually.holds(() -> isRefusedBeside(request));
    Eventually.holds(() -> !isRefused(request));
  }

  /** Two loops take them in, so the silent one may come second and be refused itself. */
  private boolean isRefusedBeside(String request) throws IOException {
    try (Socket silent = new Socket("localhost", door.port)) {
      return isRefused(request) && silent.isConnected();
    }
  }

  @Test
  void aConnectionThatNeverSendsAnythingIsGivenUp() throws Exception {
    open(DEFAULTS.with("idle_timeout", "1s"));
    try (Socket silent = new Socket("localhost", door.port)) {
      silent.setSoTimeout(20_000);
      assertThat(silent.getInputStream().read()).isEqualTo(-1);
    }
  }

  private boolean isRefused(String request) {
    try {
      return door.raw(request, null).isEmpty();
    } catch (IOException e) {
      return true;
    }
  }

  @Test
  void workThatTakesLongerThanTheIdleTimeoutIsAnswered() throws Exception {
    open(DEFAULTS.with("idle_timeout", "1s"));
    assertThat(door.post("/collect", "{}\n".repeat(100_000)).statusCode()).isEqualTo(200);
    try (Socket slow = unfinished(10)) { // busy for as long as its body comes
      slow.getOutputStream().write("{\"a\":1".getBytes(UTF_8));
      Eventually.holds(() -> door.collector.requestsInFlight() == 1);
      long end = System.nanoTime() + 2_500_000_000L;
      Eventually.holds(() -> System.nanoTime() > end);
      slow.getOutputStream().write("23}\n".getBytes(UTF_8));
      assertThat(TestDoor.answer(slow, "accepted")).contains(" 200 ");
    }
  }

  @Test
  void headerAndFirstLineHaveLimits() throws Exception {
    open(DEFAULTS.with("header_max", 1000).with("url_max", 500));
    String end = "Host: x\r\nContent-Length: 2\r\n\r\n{}";

    String line = "POST /collect?x=" + "x".repeat(500 - 25) + " HTTP/1.1\r\n";
    assertThat(line).hasSize(500 + 2);
    assertThat(door.raw(line + end, "}")).contains(" 200 ");
    line = "POST /collect?x=" + "x".repeat(500 - 24) + " HTTP/1.1\r\n";
    assertThat(door.raw(line + end, null)).contains(" 414 ").contains("collect.url_max");

    line = "POST /collect HTTP/1.1\r\n";
    String fits = "X: " + "x".repeat(1000 - 3 - "Host: xContent-Length: 2".length()) + "\r\n";
    assertThat(door.raw(line + fits + end, "}")).contains(" 200 ");
    assertThat(door.raw(line + "X" + fits + end, null))
        .contains(" 431 ")
        .contains("collect.header_max");
  }

  @Test
  void aRequestWithoutAHostIsToldSo() throws Exception {
    open(DEFAULTS);

    assertThat(door.raw("POST /collect HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}", "}}"))
        .contains(" 400 ")
        .contains("Host header");
  }

  @Test
  void aBodyThatDoesNotComeInTimeIsGivenUp() throws Exception {
    open(DEFAULTS.with("read_timeout", "300ms"));
    try (Socket slow = unfinished(10)) {
      assertThat(TestDoor.answer(slow, null)).contains(" 408 ").contains("collect.read_timeout");
    }
  }

  @Test
  void aHeaderThatNeverEndsIsGivenUpThoughBytesKeepComing() throws Exception {
    open(DEFAULTS.with("idle_timeout", "1s"));
    try (Socket slow = new Socket("localhost", door.port)) {
      slow.setSoTimeout(50);
      slow.getOutputStream().write("POST /collect HTTP/1.1\r\n".getBytes(UTF_8));

      Eventually.holds(() -> isClosedWhileTrickling(slow));
    }
  }

  @Test
  void anEndlessBodyIsAnsweredAndThenCutOff() throws Exception {
    open(DEFAULTS.with("event_max", 1000).with("body_max", 100_000));
    try (Socket endless = new Socket("localhost", door.port)) {
      endless.setSoTimeout(20_000);
      String head = "POST /collect HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
      endless.getOutputStream().write(head.getBytes(UTF_8));
      byte[] chunk = ("1000\r\n" + "[".repeat(4096) + "\r\n").getBytes(UTF_8);

      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 10_000; i++) {
                  endless.getOutputStream().write(chunk);
                }
              })
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void trustsNoForwardedAddressUnlessToldTo() throws Exception {
    open(DEFAULTS);
    door.post("/collect", "{}", "X-Forwarded-For", "1.2.3.4");
    assertThat(TestLog.read(topic).get(0).header(HeaderNames.IP)).doesNotContain("1.2.3.4");

    assertThat(CallerOf.forwarded(List.of("6.6.6.6, 1.2.3.4"), 1)).isEqualTo("1.2.3.4");
    assertThat(CallerOf.forwarded(List.of("6.6.6.6", "1.2.3.4, 10.0.0.1"), 2)).isEqualTo("1.2.3.4");
    assertThat(CallerOf.forwarded(List.of("1.2.3.4"), 2)).isEqualTo("1.2.3.4");
    assertThat(CallerOf.forwarded(List.of(""), 1)).isNull();
  }

  private void open(CollectConfig config) throws Exception {
    door = TestDoor.open(config, topic);
  }

  private HttpResponse<String> chunked(byte[] body) throws Exception {
    var stream =
        HttpRequest.BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(body));
    return door.send(door.to("/collect").POST(stream).build());
  }

  private HttpResponse<String> packed(byte[] body) throws Exception {
    return door.post("/collect", TestDoor.gzip(body), "Content-Encoding", "gzip");
  }

  /** A request whose body is yet to come. */
  private Socket unfinished(int length) throws IOException {
    Socket socket = new Socket("localhost", door.port);
    socket.setSoTimeout(20_000);
    String head = "POST /collect HTTP/1.1\r\nHost: x\r\nContent-Length: " + length + "\r\n\r\n";
    socket.getOutputStream().write(head.getBytes(UTF_8));
    return socket;
  }

  private static boolean isClosedWhileTrickling(Socket socket) throws IOException {
    try {
      socket.getOutputStream().write("X".getBytes(UTF_8));
      return socket.getInputStream().read() < 0;
    } catch (java.net.SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private static String eventOfSize(int size) {
    String frame = "{\"a\":\"\"}";
    return "{\"a\":\"" + "x".repeat(size - frame.length()) + "\"}";
  }
}
