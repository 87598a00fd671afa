package io.eventmill.benchmark.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShapedEventsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @CsvSource({
    "SMALL, 150, 250, 6",
    "WEB, 800, 1200, 30",
    "LARGE, 4500, 5500, 32",
    "WIDE, 1100, 1700, 50",
    "UNICODE, 1000, 1800, 38"
  })
  void eachShapeIsJsonOfItsSize(Shape shape, int least, int most, int fields) throws Exception {
    ShapedEvents events = new ShapedEvents(shape);
    Set<String> ids = new HashSet<>();
    long bytes = 0;
    for (int i = 0; i < 500; i++) {
      JsonNode event = JSON.readTree(events.event(i));
      assertThat(event.size()).isEqualTo(fields);
      assertThat(event.path("event_timestamp").asText()).startsWith("2026-01-01 00:00:0");
      assertThat(event.path("user_custom_id").asText()).contains("@");
      ids.add(event.path("event_id").asText());
      bytes += events.event(i).length;
    }
    assertThat(ids).hasSize(500);
    assertThat(bytes / 500).isBetween((long) least, (long) most);
  }

  @Test
  void aNumberIsAlwaysTheSameEvent() {
    assertThat(new ShapedEvents(Shape.WEB).text(77))
        .isEqualTo(new ShapedEvents(Shape.WEB).text(77));
  }

  @Test
  void unicodeIsOfManyBytesAndOfEscapes() {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < 50; i++) {
      all.append(new ShapedEvents(Shape.UNICODE).text(i));
    }
    assertThat(all).contains("東京", "👩‍👩‍👧‍👦", "\\ud83d", "\\\"");
    assertThat(all.toString().getBytes(UTF_8).length).isGreaterThan(all.length() * 11 / 10);
  }
}
