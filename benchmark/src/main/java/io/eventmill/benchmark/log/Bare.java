package io.eventmill.benchmark.log;

import io.eventmill.benchmark.measure.Checksum;
import io.eventmill.benchmark.parts.JavaProcess;
import io.eventmill.benchmark.parts.Part;
import io.eventmill.benchmark.race.Arena;
import io.eventmill.benchmark.race.Contestant;
import java.util.List;
import java.util.function.UnaryOperator;

/** The two that do nothing with the events: marks for all others to be held against. */
public final class Bare {
  public static final String COPY = "bare copy";
  private static final int THREADS = Runtime.getRuntime().availableProcessors();

  private Bare() {}

  public static Contestant copy(Track track) {
    return new LogContestant(
        track, COPY, copySettings(), UnaryOperator.identity(), lane -> startCopy(lane));
  }

  private static String copySettings() {
    return "consumer → producer, byte for byte, "
        + THREADS
        + " threads, the product's own settings of clients (acks=all, idempotent, lz4, 256 KB"
        + " batches, 20 ms linger), -Xmx512m";
  }

  private static Part startCopy(Track.Lane lane) throws Exception {
    return start("copy", lane, BareCopy.class, lane.kafka(), lane.output(), lane.total(), THREADS);
  }

  /** The same beside others that do something: its output is not theirs. */
  public static Contestant copyToCompare(Track track) {
    return new LogContestant(
        track, COPY, copySettings(), UnaryOperator.identity(), lane -> startCopy(lane)) {
      @Override
      public boolean hasOutput() {
        return false;
      }
    };
  }

  public static Contestant producer(Arena arena, Track track) {
    return new LogContestant(
        track,
        "bare producer",
        "one producer, events ready in memory, the settings of the copy",
        UnaryOperator.identity(),
        lane ->
            start(
                "producer",
                lane,
                BareProducer.class,
                lane.kafka(),
                lane.output(),
                lane.total(),
                arena.settings().shape()));
  }

  /** What the copy must put out: the input. */
  public static Checksum input(Arena arena, Track track) {
    Checksum sum = Checksum.NONE;
    for (long i = 0; i < track.total(); i++) {
      sum = sum.plus(arena.events().event(i));
    }
    return sum;
  }

  /** What the producer must put out. */
  public static Checksum produced(Arena arena, Track track) {
    Checksum sum = Checksum.NONE;
    for (long i = 0; i < track.total(); i++) {
      sum = sum.plus(arena.events().event(i % BareProducer.READY));
    }
    return sum;
  }

  private static Part start(String name, Track.Lane lane, Class<?> main, Object... args)
      throws Exception {
    return Part.start(
        name,
        lane.scratch(),
        JavaProcess.command(
            JavaProcess.ours(), List.of("-Xmx512m", "-XX:+UseSerialGC"), main.getName(), args));
  }
}
