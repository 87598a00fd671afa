package io.eventmill.collect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.pipeline.Intake;
import io.eventmill.pipeline.KeyPlace;
import io.eventmill.pipeline.Source;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Write keys, origins and rates of a source, through the real door to the real log. */
class AdmissionTest {
  private static final String KEY = "key-71c0ffee91d2";
  private static final String OTHER = "id-9:secret-5f2e8a7b";
  private static final String WRONG = "key-71c0ffee91d3";

  @TempDir private Path folder;
  private String topic;
  private TestDoor door;

  @BeforeEach
  void topic() throws Exception {
    topic = TestLog.newTopic();
  }

  @AfterEach
  void close() throws Exception {
    door.close();
  }

  @Test
  void theKeyIsTakenWhereverTrackersPutIt() throws Exception {
    open(CollectConfig.defaults());

    assertThat(status("{}", "X-Write-Key", KEY)).isEqualTo(200);
    assertThat(status("{}", "X-Write-Key", OTHER)).isEqualTo(200);
    assertThat(status("{}", "Authorization", "Bearer " + KEY)).isEqualTo(200);
    assertThat(status("{}", "Authorization", basic(KEY + ":"))).isEqualTo(200);
    assertThat(status("{}", "Authorization", basic(":" + KEY))).isEqualTo(200);
    assertThat(door.post("/collect/web?write_key=" + KEY, "{}").statusCode()).isEqualTo(200);
    assertThat(door.post("/collect/web?a=b&writeKey=" + KEY, "{}").statusCode()).isEqualTo(200);
    assertThat(status("{\"write_key\":\"" + KEY + "\"}")).isEqualTo(200);
    assertThat(status("[{\"a\":1},{\"api_key\":\"" + KEY + "\"}]")).isEqualTo(200);
    assertThat(
            door.send(door.to("/collect/web/pixel.gif?a=b&write_key=" + KEY).build()).statusCode())
        .isEqualTo(200);

    assertThat(TestLog.read(topic)).hasSize(11);
  }

  @Test
  void withoutOneOrWithAWrongOneNothingIsKeptAndItIsCounted() throws Exception {
    open(CollectConfig.defaults());

    HttpResponse<String> none = door.post("/collect/web", "{}");
    assertThat(none.statusCode()).isEqualTo(401);
    assertThat(none.body()).contains("write_key_missing", "source 'web'", "X-Write-Key");
    assertThat(none.headers().firstValue("www-authenticate")).isPresent();

    HttpResponse<String> wrong = door.post("/collect/web", "{}", "X-Write-Key", WRONG);
    assertThat(wrong.statusCode()).isEqualTo(403);
    assertThat(wrong.body()).contains("write_key_wrong").doesNotContain(WRONG).doesNotContain(KEY);
    assertThat(status("{}", "Authorization", "Basic !!!")).isEqualTo(403);
    assertThat(status("{}", "Authorization", "Digest " + KEY)).isEqualTo(403);
    assertThat(status("{\"write_key\":\"" + WRONG + "\"}")).isEqualTo(403);
    assertThat(door.send(door.to("/collect/web/pixel.gif?a=b").build()).statusCode())
        .isEqualTo(401);
    // a wrong one in the header is not made good by a right one in the body
    assertThat(status("{\"write_key\":\"" + KEY + "\"}", "X-Write-Key", WRONG)).isEqualTo(403);

    assertThat(TestLog.read(topic)).isEmpty();
    Counts counts = door.collector.counts();
    assertThat(counts.refusedRequests("web", "write_key_missing")).isEqualTo(2);
    assertThat(counts.refusedRequests("web", "write_key_wrong")).isEqualTo(5);
    assertThat(counts.refusedRequests("open", "write_key_wrong")).isZero();
  }

  /** Another field of such a name is the event's own, and stays. */
  @Test
  void aKeyIsNeverKeptWithItsEvent() throws Exception {
    open(CollectConfig.defaults());

    String body = "[{\"write_key\":\"" + KEY + "\",\"a\":1},{\"a\":2,\"api_key\":\"theirs\"}]";
    assertThat(status(body)).isEqualTo(200);
    door.send(door.to("/collect/web/pixel.gif?a=3&write_key=" + KEY).build());

    List<String> kept = TestLog.read(topic).stream().map(r -> r.text()).sorted().toList();
    assertThat(kept).contains("{\"a\":1}", "{\"a\":2,\"api_key\":\"theirs\"}");
    assertThat(kept).anyMatch(json -> json.startsWith("{\"a\":\"3\""));
    assertThat(kept).noneMatch(json -> json.contains(KEY));
  }

  @Test
  void aPreflightNeedsNoKeyAndOriginsAreTheSourcesOwn() throws Exception {
    open(CollectConfig.defaults());

    assertThat(raw("OPTIONS", "/collect/web", "https://shop.example"))
        .startsWith("HTTP/1.1 204")
        .contains("access-control-allow-origin: https://shop.example");
    assertThat(raw("OPTIONS", "/collect/web", "https://evil.example"))
        .startsWith("HTTP/1.1 403")
        .contains("pages of https://evil.example may not send here (sources.web.intake.origins)")
        .doesNotContain("access-control-allow-origin");
    assertThat(raw("OPTIONS", "/collect/open", "https://evil.example")).startsWith("HTTP/1.1 204");
    assertThat(door.collector.counts().refusedRequests("web", "origin_not_allowed")).isEqualTo(1);
  }

  @Test
  void aKeyThatComesTooOftenIsToldWhenToComeAgain() throws Exception {
    open(CollectConfig.defaults().with("key_rate", 1).with("rate_burst", "3s"));

    for (int i = 0; i < 3; i++) {
      assertThat(status("{}", "X-Write-Key", KEY)).isEqualTo(200);
    }
    HttpResponse<String> late = door.post("/collect/web", "{}", "X-Write-Key", KEY);
    assertThat(late.statusCode()).isEqualTo(429);
    assertThat(late.headers().firstValue("retry-after")).hasValue("1");
    assertThat(late.body()).contains("rate_limited", "collect.key_rate");
    assertThat(status("{}", "X-Write-Key", OTHER)).isEqualTo(200);
  }

  @Test
  void anAddressThatComesTooOftenIsRefusedBeforeItsKeyIsLookedAt() throws Exception {
    open(CollectConfig.defaults().with("address_rate", 1).with("rate_burst", "2s"));

    assertThat(status("{}", "X-Write-Key", WRONG)).isEqualTo(403);
    assertThat(status("{}", "X-Write-Key", KEY)).isEqualTo(200);
    HttpResponse<String> late = door.post("/collect/open", "{}");
    assertThat(late.statusCode()).isEqualTo(429);
    assertThat(late.body()).contains("collect.address_rate");
  }

  private void open(CollectConfig config) throws Exception {
    Path file = Files.writeString(folder.resolve("keys"), KEY + "\n" + OTHER + "\n");
    KeyPlace keys = new KeyPlace(null, file, "sources.web.intake.keys_file");
    Source web =
        source("web", new Intake(false, false, false, keys, List.of("https://shop.example")));
    door = TestDoor.open(config, List.of(web, source("open", Intake.usual())), TestLog.address());
  }

  private Source source(String name, Intake intake) {
    Source s = TestDoor.source(name, topic);
    return new Source(
        name,
        s.topics(),
        s.event(),
        s.timeZone(),
        s.deduplicate(),
        s.schema(),
        s.retain(),
        intake,
        null);
  }

  private int status(String body, String... headers) throws Exception {
    return door.post("/collect/web", body, headers).statusCode();
  }

  private String raw(String method, String path, String origin) throws Exception {
    String request = method + " " + path + " HTTP/1.1\r\nHost: x\r\nOrigin: " + origin;
    return door.raw(request + "\r\nConnection: close\r\n\r\n", null);
  }

  private static String basic(String pair) {
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
  }
}
