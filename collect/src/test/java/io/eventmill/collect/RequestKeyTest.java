package io.eventmill.collect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A client whose events bring no ids can repeat a request all the same: it names the request. */
class RequestKeyTest {
  private static final String BODY = "[{\"n\":1},{\"n\":2,\"event_id\":\"own\"},{\"n\":3}]";

  @Test
  void aRepeatedRequestMakesTheSameIdsAndPartitions() throws Exception {
    String topic = TestLog.newTopic();
    try (TestDoor door = TestDoor.open(topic)) {
      for (String key : List.of("first", "second", "first")) {
        assertThat(door.post("/collect/web", BODY, "Idempotency-Key", key).statusCode())
            .isEqualTo(200);
      }
      assertThat(door.post("/collect/web", "{\"n\":4}", "Idempotency-Key", "").statusCode())
          .isEqualTo(200);
    }

    List<TestLog.Raw> records = TestLog.read(topic);
    List<String> ids =
        records.stream().map(r -> new String(r.headers().get("em-id"), UTF_8)).toList();
    assertThat(ids).contains("first-0", "first-2", "second-0", "second-2").hasSize(10);
    assertThat(ids.stream().distinct()).hasSize(6); // own, four made of keys, one of nothing
    assertThat(records)
        .allSatisfy(
            r -> assertThat(r.key()).isEqualTo(new String(r.headers().get("em-id"), UTF_8)));
  }

  @Test
  void aKeyThatIsTooLongIsRefused() throws Exception {
    String topic = TestLog.newTopic();
    try (TestDoor door = TestDoor.open(topic)) {
      assertThat(post(door, "k".repeat(255))).startsWith("200");
      assertThat(post(door, "k".repeat(256)))
          .startsWith("400")
          .contains("256 characters, the limit is 255");
    }
    assertThat(TestLog.read(topic)).hasSize(1);
  }

  private static String post(TestDoor door, String key) throws Exception {
    var answer = door.post("/collect/web", "{\"n\":1}", "Idempotency-Key", key);
    return answer.statusCode() + answer.body();
  }
}
