package io.eventmill.benchmark.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.eventmill.event.Event;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProcessedEventsTest {
  @ParameterizedTest
  @EnumSource(Shape.class)
  void whatIsSaidOfAnEventStandsInIt(Shape shape) throws Exception {
    ProcessedEvents events = new ProcessedEvents(new ShapedEvents(shape), 4);
    for (long i = 0; i < 300; i++) {
      Event event = events.event(i);
      JsonNode json = new ObjectMapper().readTree(event.json());
      Instant time =
          LocalDateTime.parse(json.path("event_timestamp").asText().replace(' ', 'T'))
              .toInstant(ZoneOffset.UTC);
      assertThat(event.id()).isEqualTo(json.path("event_id").asText());
      assertThat(event.type()).isEqualTo(json.path("event_type").asText());
      assertThat(event.timeMicros()).isEqualTo(time.toEpochMilli() * 1_000);
    }
  }

  @Test
  void partitionsAreFilledWithoutGaps() {
    ProcessedEvents events = new ProcessedEvents(new ShapedEvents(Shape.SMALL), 4);
    assertThat(events.event(9).origin().partition()).isEqualTo(1);
    assertThat(events.event(9).origin().offset()).isEqualTo(2);
  }
}
