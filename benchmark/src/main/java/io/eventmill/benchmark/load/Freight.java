package io.eventmill.benchmark.load;

import io.eventmill.benchmark.events.ProcessedEvents;
import io.eventmill.benchmark.measure.CanonicalJson;
import io.eventmill.benchmark.measure.Checksum;
import io.eventmill.benchmark.measure.Gauge;
import io.eventmill.benchmark.measure.Span;
import io.eventmill.benchmark.parts.Broker;
import io.eventmill.benchmark.parts.Part;
import io.eventmill.benchmark.parts.TopicFeed;
import io.eventmill.benchmark.race.Arena;
import io.eventmill.topics.EnrichedRecords;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Two topics of processed events that are to come into a store. The first is for warming up: the
 * clock runs while the second is loaded. Who loads says {@code warm} and {@code done}.
 */
final class Freight {
  private static final String WARM = "bench-warm";
  private static final String FULL = "bench-full";
  private static final int WARM_SHARE = 4;
  private static final Duration WARM_MAX = Duration.ofMinutes(10);
  private static final Duration WORK_MAX = Duration.ofMinutes(30);

  private final Arena arena;
  private final Broker broker;
  private final long warm;
  private final long full;
  private int loads;

  private Freight(Arena arena, Broker broker, long warm, long full) {
    this.arena = arena;
    this.broker = broker;
    this.warm = warm;
    this.full = full;
  }

  /** Starts a broker and fills both topics. */
  static Freight lay(Arena arena) throws Exception {
    Broker broker = Broker.start(arena);
    long full = arena.settings().events();
    Freight freight = new Freight(arena, broker, full / WARM_SHARE, full);
    broker.make(WARM, FULL);
    arena.say("filling two topics with " + freight.all() + " events");
    freight.fill(WARM, 0, freight.warm);
    freight.fill(FULL, freight.warm, freight.all());
    return freight;
  }

  private void fill(String topic, long from, long to) {
    ProcessedEvents events = new ProcessedEvents(arena.events(), Broker.PARTITIONS);
    long now = System.currentTimeMillis(); // the broker would delete what is of long ago
    TopicFeed.fill(
        broker.address(), i -> EnrichedRecords.encode(topic, null, now, events.event(i)), from, to);
  }

  Arena arena() {
    return arena;
  }

  /** Events on the clock. */
  long full() {
    return full;
  }

  /** Events that are in the store in the end. */
  long all() {
    return warm + full;
  }

  /** A folder of its own for each load. */
  Path folder() {
    return arena.scratch().resolve("load-" + loads++);
  }

  /** What a loader's process is told first; what stands behind it, it knows itself. */
  List<Object> arguments() {
    return List.of(broker.address().bootstrapServers(), WARM, warm, FULL, full);
  }

  /** From warm to done. */
  Span clock(Part loader, Gauge gauge) throws InterruptedException {
    loader.awaitLine("warm", WARM_MAX);
    gauge.begin();
    loader.awaitLine("done", WORK_MAX);
    return gauge.read();
  }

  /** What the store must hold. */
  Checksum expected() {
    Checksum sum = Checksum.NONE;
    for (long i = 0; i < all(); i++) {
      sum = sum.plus(CanonicalJson.of(arena.events().event(i)));
    }
    return sum;
  }
}
