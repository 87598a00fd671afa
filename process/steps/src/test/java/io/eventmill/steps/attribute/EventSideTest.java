package io.eventmill.steps.attribute;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.event.Event;
import io.eventmill.event.Origin;
import io.eventmill.pipeline.Attribution;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventSideTest {
  private static final long NOW = 1_772_366_400_000L;
  private final Attribution rule = AttributorTest.rule("first", "");

  @Test
  void valuesOfAKeyDifferByTheirTextAndTheirKind() {
    Map<String, String> keys = new HashMap<>();
    for (String value :
        List.of("1", "\"1\"", "1.0", "true", "\"true\"", "\"\"", "\"ab\"", "{\"a\":1}", "[1]")) {
      SideEvent side = read("{\"user\":" + value + "}", NOW * 1000, NOW);
      assertThat(side.missing()).isNull();
      assertThat(keys.put(side.keyHigh() + " " + side.keyLow(), value)).isNull();
    }
    SideEvent plain = read("{\"user\":\"ab\"}", NOW * 1000, NOW);
    SideEvent escaped = read("{ \"user\" : \"a\\u0062\" }", NOW * 1000, NOW);
    assertThat(escaped.keyHigh()).isEqualTo(plain.keyHigh());
    assertThat(escaped.keyLow()).isEqualTo(plain.keyLow());
  }

  @Test
  void aMissingValueOrNullIsNoKey() {
    assertThat(read("{\"id\":\"a\"}", 0, NOW).missing()).isEqualTo("user");
    assertThat(read("{\"id\":\"a\",\"user\":null}", 0, NOW).missing()).isEqualTo("user");
    assertThat(read("not JSON", 0, NOW).missing()).isEqualTo("user");
  }

  @Test
  void theIdFallsBackToTheEventsWhereItsFieldNamesNothing() {
    assertThat(read("{\"user\":1,\"id\":7.50}", 0, NOW).id()).isEqualTo("7.50");
    String tooLong = "\"" + "x".repeat(257) + "\"";
    for (String id : List.of("null", "\"\"", "{}", "true", "\"\\ud800\"", tooLong)) {
      assertThat(read("{\"user\":1,\"id\":" + id + "}", 0, NOW).id()).isEqualTo("event-id");
    }
    assertThat(read("{\"user\":1,\"id\":\"" + "x".repeat(256) + "\"}", 0, NOW).id()).hasSize(256);
  }

  @Test
  void aClockInTheFutureIsHeldNoLongerThanOthers() {
    SideEvent wrong = read("{\"user\":1}", (NOW + 86_400_000) * 1000, NOW);

    assertThat(wrong.timeMicros()).isEqualTo((NOW + 86_400_000) * 1000);
    assertThat(wrong.dueMillis()).isEqualTo(NOW + 15_000);
    assertThat(wrong.expiresMillis()).isEqualTo(NOW + 15_000 + 3_600_000);
    assertThat(read("{\"user\":1}", 0, Long.MAX_VALUE).dueMillis()).isZero();
    assertThat(read("{\"user\":1}", 0, Long.MIN_VALUE).dueMillis()).isNegative();
  }

  private SideEvent read(String json, long timeMicros, long receivedMillis) {
    Origin origin = new Origin(1, 2, 0, 0);
    return new EventSide(rule, true, 256)
        .read(
            new Event(
                origin,
                "event-id",
                "orders",
                "order",
                timeMicros,
                receivedMillis,
                json.getBytes(UTF_8)));
  }
}
