package io.eventmill.benchmark.log;

import io.eventmill.benchmark.measure.Checksum;
import io.eventmill.benchmark.measure.Gauge;
import io.eventmill.benchmark.measure.Span;
import io.eventmill.benchmark.parts.Broker;
import io.eventmill.benchmark.parts.Part;
import io.eventmill.benchmark.parts.TopicFeed;
import io.eventmill.benchmark.parts.TopicSum;
import io.eventmill.benchmark.race.Arena;
import io.eventmill.benchmark.race.Trial;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/**
 * A topic full of events, and a topic that a contestant writes to. The first quarter of the output
 * is for warming up: the clock runs from there to the last record, so that neither start nor the
 * first compilation counts. It reads the ends of the output topic every few milliseconds.
 */
public final class Track {
  private static final Duration START_MAX = Duration.ofMinutes(5);
  private static final Duration WORK_MAX = Duration.ofMinutes(30);
  private static final long SETTLE_MILLIS = 500;
  public static final String INPUT = "bench-input";

  private final Arena arena;
  private final Broker broker;
  private final long total;
  private int lanes;

  private Track(Arena arena, Broker broker, long total) {
    this.arena = arena;
    this.broker = broker;
    this.total = total;
  }

  /** Starts a broker and fills the input topic. */
  public static Track lay(Arena arena) throws Exception {
    Broker broker = Broker.start(arena);
    long total = arena.settings().events();
    broker.make(INPUT);
    arena.say("filling the input topic with " + total + " events");
    TopicFeed.fill(broker.address(), INPUT, arena.events(), 0, total);
    return new Track(arena, broker, total);
  }

  public long total() {
    return total;
  }

  public Broker broker() {
    return broker;
  }

  /** What one contestant is given for one round. */
  public record Lane(String kafka, String output, long total, Path scratch) {}

  /** Starts a contestant's process on a lane. */
  public interface Starter {
    Part start(Lane lane) throws Exception;
  }

  /**
   * @param form brings a record of the output into the form that is compared
   */
  public Trial run(String name, Starter starter, UnaryOperator<byte[]> form) throws Exception {
    String output = "bench-output-" + lanes++;
    broker.make(output);
    Path scratch = arena.scratch().resolve(output);
    Lane lane = new Lane(broker.address().bootstrapServers(), output, total, scratch);
    LongSupplier count = broker.count(output);
    try {
      Span span;
      long counted;
      try (Part part = starter.start(lane)) {
        Gauge gauge = Gauge.on(part.process());
        part.await(name + "'s first quarter", START_MAX, () -> count.getAsLong() >= total / 4);
        gauge.begin();
        long from = count.getAsLong();
        part.await(name + "'s last record", WORK_MAX, () -> count.getAsLong() >= total);
        span = gauge.read();
        counted = total - from;
        TimeUnit.MILLISECONDS.sleep(SETTLE_MILLIS); // one record too many would come now
      }
      if (counted <= 0) {
        throw new IllegalStateException(
            "too few events: all came out at once; take more with --events");
      }
      Checksum found = TopicSum.of(broker.address(), output, form);
      return Trial.of(counted, span, found);
    } finally {
      broker.drop(output);
    }
  }
}
