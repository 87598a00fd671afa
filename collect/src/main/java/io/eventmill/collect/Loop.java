package io.eventmill.collect;

import io.eventmill.collect.body.BodyReader;
import io.eventmill.collect.keys.GivenKey;
import io.eventmill.collect.keys.WriteKeys;
import io.eventmill.pipeline.Source;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What one event loop has to itself, so that nothing of it needs a lock. */
final class Loop {
  private static final long SWEEP_MILLIS = 100;

  private final Collector collector;
  private final Map<String, BodyReader> readers = new HashMap<>();
  private final Deadlines uploads;

  /** To be made on the loop's own thread. */
  Loop(Collector collector, Vertx vertx) {
    this.collector = collector;
    this.uploads = new Deadlines(collector.config().readTimeout().toNanos(), System::nanoTime);
    vertx.setPeriodic(SWEEP_MILLIS, timer -> uploads.sweep());
  }

  BodyReader reader(Source source) {
    return readers.computeIfAbsent(source.name(), name -> newReader(source));
  }

  /** A reader for a body that is too large to be read on the loop. */
  BodyReader newReader(Source source) {
    WriteKeys keys = collector.admission().keys(source);
    return new BodyReader(
        source,
        collector.config().bodyLimits(),
        collector.ids(),
        collector.check(source),
        keys.areAsked() ? GivenKey.NAMES : List.of(),
        key -> keys.indexOf(key) >= 0);
  }

  /** Requests whose body must have come by then. */
  Deadlines uploads() {
    return uploads;
  }
}
