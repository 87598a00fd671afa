package io.eventmill.benchmark.events;

import io.eventmill.event.Event;
import io.eventmill.event.Origin;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Events as they stand behind processing, with what it knows of them. */
public final class ProcessedEvents {
  public static final String SOURCE = "web";
  private static final long TOPIC = 1;

  private final ShapedEvents events;
  private final int partitions;

  /**
   * @param partitions that the events are spread over, by their number
   */
  public ProcessedEvents(ShapedEvents events, int partitions) {
    this.events = events;
    this.partitions = partitions;
  }

  public Event event(long number) {
    Instant time = ShapedEvents.time(number);
    return new Event(
        new Origin(TOPIC, TOPIC, (int) (number % partitions), number / partitions),
        "e" + number,
        SOURCE,
        ShapedEvents.type(number),
        ChronoUnit.MICROS.between(Instant.EPOCH, time),
        time.toEpochMilli(),
        events.event(number));
  }
}
