package io.eventmill.collect;

import io.eventmill.collect.body.EventCheck;
import io.eventmill.collect.keys.WriteKeys;
import io.eventmill.collect.spool.Spool;
import io.eventmill.collect.spool.SpoolConfig;
import io.eventmill.collect.spool.SpoolState;
import io.eventmill.event.EventId;
import io.eventmill.pipeline.Source;
import io.eventmill.topics.RawWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * What all doors of one process share: sources, the way to the log, bounds. Opened once, then
 * mounted on as many event loops as there are ({@link CollectRoutes}). Safe for threads. When it
 * dies, what was acknowledged is on the log or in its spool; what was not, the client sends again.
 */
public final class Collector implements AutoCloseable {
  private static final long KNOW_TOPICS_NANOS = 2_000_000_000L;
  private static final long KNOW_TOPICS_STEP_NANOS = 5_000_000L;

  private final CollectConfig config;
  private final SourceIndex sources;
  private final Spool spool;
  private final DiskReserve reserve;
  private final Keeper keeper;
  private final InFlight inFlight;
  private final Counts counts = new Counts();
  private final Admission admission;
  private final EventId ids;
  private final Function<Source, EventCheck> checks;
  private final Clock clock;

  private Collector(
      CollectConfig config,
      SourceIndex sources,
      RawWriter log,
      Clock clock,
      EventId ids,
      Function<Source, EventCheck> checks) {
    this.checks = checks;
    this.config = config;
    this.sources = sources;
    this.spool = spool(config, log);
    this.reserve = spool == null ? null : DiskReserve.on(config.spoolDir(), config.diskReserve());
    this.keeper = new Keeper(config, log, spool, reserve);
    this.inFlight = new InFlight(config.requestsMax(), config.bytesMax());
    this.admission =
        new Admission(
            config, sources.all(), WriteKeys.read(sources.all(), System::getenv), System::nanoTime);
    this.clock = clock;
    this.ids = ids;
  }

  /**
   * Waits a moment until the log's topics are known, so that the first event need not; goes on
   * without them when the log is away. The writer stays its opener's to close, after this one.
   */
  public static Collector open(
      CollectConfig config,
      List<Source> sources,
      RawWriter log,
      Clock clock,
      RandomGenerator random) {
    return open(config, sources, log, clock, random, source -> EventCheck.NONE);
  }

  /**
   * The same, with what looks at the events of a source before they are kept.
   *
   * @param checks asked for each source by each thread that reads its bodies
   */
  public static Collector open(
      CollectConfig config,
      List<Source> sources,
      RawWriter log,
      Clock clock,
      RandomGenerator random,
      Function<Source, EventCheck> checks) {
    Objects.requireNonNull(config, "config is null");
    Objects.requireNonNull(log, "log is null");
    SourceIndex index = new SourceIndex(sources, config.defaultSource());
    long until = System.nanoTime() + KNOW_TOPICS_NANOS;
    for (Source source : index.all()) {
      while (!log.knows(source.topics().raw()) && System.nanoTime() - until < 0) {
        LockSupport.parkNanos(KNOW_TOPICS_STEP_NANOS);
      }
    }
    return new Collector(config, index, log, clock, new EventId(clock, random), checks);
  }

  private static Spool spool(CollectConfig config, RawWriter log) {
    if (config.spoolDir() == null) {
      return null;
    }
    try {
      return Spool.open(SpoolConfig.of(config.spoolDir(), config.spoolMax()), log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many acknowledged events wait on disk for the log, and whether more would be taken. */
  public SpoolState spoolState() {
    if (spool == null) {
      return SpoolState.NONE;
    }
    SpoolState state = spool.state();
    return reserve.isTouched() ? state.with(SpoolState.Status.NO_ROOM) : state;
  }

  public CollectConfig config() {
    return config;
  }

  /** Requests under way now. */
  public int requestsInFlight() {
    return inFlight.requests();
  }

  /** Memory that requests under way hold now. */
  public long bytesInFlight() {
    return inFlight.bytes();
  }

  public Counts counts() {
    return counts;
  }

  Admission admission() {
    return admission;
  }

  SourceIndex sources() {
    return sources;
  }

  Keeper keeper() {
    return keeper;
  }

  InFlight inFlight() {
    return inFlight;
  }

  EventCheck check(Source source) {
    return checks.apply(source);
  }

  EventId ids() {
    return ids;
  }

  Clock clock() {
    return clock;
  }

  @Override
  public void close() {
    keeper.close();
    if (spool != null) {
      reserve.close();
      spool.close();
    }
  }
}
