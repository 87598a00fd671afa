package io.eventmill.benchmark.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventmill.benchmark.events.ShapedEvents;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * What clients post: arrays of events of the click stream's form, each with a number, a type and
 * the event itself. A set of them is made ready and sent round and round.
 */
public final class Bodies {
  /** Enough that no cache holds them, few enough for a generator's memory. */
  private static final int EVENTS = 10_000;

  private final ShapedEvents events;
  private final int array;
  private final int bodies;

  public Bodies(ShapedEvents events, int array) {
    this.events = events;
    this.array = array;
    this.bodies = EVENTS / array;
  }

  public int array() {
    return array;
  }

  /** The event at a place of a body, as it stands in there. */
  public byte[] event(long request, int place) {
    long number = request % bodies * array + place;
    return ("{\"id\":" + number + ",\"type\":\"click\",\"event\":" + events.text(number) + "}")
        .getBytes(UTF_8);
  }

  public List<byte[]> all() {
    List<byte[]> all = new ArrayList<>(bodies);
    for (int request = 0; request < bodies; request++) {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      for (int place = 0; place < array; place++) {
        body.write(place == 0 ? '[' : ',');
        body.writeBytes(event(request, place));
      }
      body.write(']');
      all.add(body.toByteArray());
    }
    return all;
  }
}
