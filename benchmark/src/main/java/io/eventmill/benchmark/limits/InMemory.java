package io.eventmill.benchmark.limits;

import io.eventmill.benchmark.events.Shape;
import io.eventmill.benchmark.events.ShapedEvents;
import io.eventmill.benchmark.measure.Gauge;
import io.eventmill.benchmark.measure.Span;
import io.eventmill.benchmark.parts.JavaProcess;
import io.eventmill.benchmark.parts.Part;
import io.eventmill.benchmark.race.Arena;
import io.eventmill.benchmark.race.Contestant;
import io.eventmill.benchmark.race.Trial;
import java.time.Duration;
import java.util.List;
import java.util.function.ToIntFunction;

/** One way of reading, in a JVM of its own, over events that lie ready in memory. */
final class InMemory implements Contestant {
  private static final Duration RUN_MAX = Duration.ofMinutes(10);
  private static final int READY = 5_000;
  private static final int WARM_ROUNDS = 10;

  private final Arena arena;
  private final Reading reading;

  InMemory(Arena arena, Reading reading) {
    this.arena = arena;
    this.reading = reading;
  }

  @Override
  public String name() {
    return reading.label;
  }

  @Override
  public String settings() {
    return reading.what + "; one thread, after " + WARM_ROUNDS * READY + " events to warm up";
  }

  @Override
  public Trial run(int round) throws Exception {
    long events = arena.settings().events();
    try (Part part =
        Part.start(
            "memory",
            arena.scratch(),
            JavaProcess.command(
                JavaProcess.ours(),
                List.of("-Xmx512m", "-XX:+UseSerialGC"),
                InMemory.class.getName(),
                reading,
                arena.settings().shape(),
                events))) {
      Gauge gauge = Gauge.on(part.process());
      part.awaitLine("warm", RUN_MAX);
      gauge.begin();
      double seconds = Double.parseDouble(part.awaitLine("seconds ", RUN_MAX));
      Span span = gauge.read();
      return Trial.of(events, new Span(seconds, span.cpuSeconds(), span.peakBytes()), null);
    }
  }

  public static void main(String[] args) throws Exception {
    ShapedEvents events = new ShapedEvents(Shape.valueOf(args[1]));
    byte[][] ready = new byte[READY][];
    for (int i = 0; i < READY; i++) {
      ready[i] = events.event(i);
    }
    ToIntFunction<byte[]> reading = Reading.valueOf(args[0]).open();
    long count = Long.parseLong(args[2]);
    long seen = go(reading, ready, (long) READY * WARM_ROUNDS);
    System.out.println("warm");
    Thread.sleep(100); // who measures looks at its clock
    long begin = System.nanoTime();
    seen += go(reading, ready, count);
    double seconds = (System.nanoTime() - begin) / 1e9;
    System.out.println("seconds " + seconds);
    System.out.println("seen " + seen);
    Thread.sleep(1_000); // who measures looks once more
  }

  private static long go(ToIntFunction<byte[]> reading, byte[][] events, long count) {
    long seen = 0;
    for (long i = 0; i < count; i++) {
      seen += reading.applyAsInt(events[(int) (i % events.length)]);
    }
    return seen;
  }
}
