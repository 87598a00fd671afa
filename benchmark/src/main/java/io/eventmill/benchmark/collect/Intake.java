package io.eventmill.benchmark.collect;

import io.eventmill.benchmark.http.Bodies;
import io.eventmill.benchmark.http.HammerProcess;
import io.eventmill.benchmark.http.HammerProcess.Struck;
import io.eventmill.benchmark.http.Plan;
import io.eventmill.benchmark.http.Plans;
import io.eventmill.benchmark.http.Trials;
import io.eventmill.benchmark.measure.CanonicalJson;
import io.eventmill.benchmark.measure.Checksum;
import io.eventmill.benchmark.measure.Gauge;
import io.eventmill.benchmark.parts.Broker;
import io.eventmill.benchmark.parts.Part;
import io.eventmill.benchmark.parts.TopicSum;
import io.eventmill.benchmark.race.Arena;
import io.eventmill.benchmark.race.Trial;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * One heat of collectors: full load, then half of what was reached, for the latency; then the topic
 * must hold exactly what was answered.
 */
final class Intake {
  /** Who answers before the log has the events gets this long until they are counted. */
  private static final Duration ARRIVAL_MAX = Duration.ofSeconds(30);

  private final Arena arena;
  private final Broker broker;
  private final Bodies bodies;
  private final boolean onDisk;
  private static int topics;

  Intake(Arena arena, Broker broker, int array, boolean onDisk) {
    this.arena = arena;
    this.broker = broker;
    this.bodies = new Bodies(arena.events(), array);
    this.onDisk = onDisk;
  }

  Arena arena() {
    return arena;
  }

  /** What a collector is given for one round. */
  record Desk(String kafka, String topic, Path scratch) {}

  /** Starts a collector and returns when it answers at {@code url}. */
  interface Starter {
    Part start(Desk desk, URI url) throws Exception;
  }

  Trial run(Starter starter, URI url) throws Exception {
    String topic = "collect-" + topics++;
    broker.makeRaw(topic, onDisk);
    Desk desk =
        new Desk(broker.address().bootstrapServers(), topic, arena.scratch().resolve(topic));
    try (Part part = starter.start(desk, url)) {
      Gauge gauge = Gauge.on(part.process());
      Plan full = full(url);
      Struck struck = HammerProcess.strike(full, desk.scratch(), gauge);
      double reached = struck.hit().requests() / struck.hit().seconds();
      Struck half =
          HammerProcess.strike(
              Plans.paced(arena, url, bodies.array(), reached / 2), desk.scratch(), gauge);
      arrived(broker.count(topic), expected().count());
      Checksum found = TopicSum.of(broker.address(), topic, CanonicalJson::of);
      return Trials.of(struck, full, half.hit(), found);
    } finally {
      broker.drop(topic);
    }
  }

  private Plan full(URI url) {
    return Plans.full(arena, url, bodies.array());
  }

  private static void arrived(LongSupplier count, long expected) throws InterruptedException {
    long end = System.nanoTime() + ARRIVAL_MAX.toNanos();
    while (count.getAsLong() < expected && System.nanoTime() < end) {
      Thread.sleep(50); // between two looks at the topic
    }
  }

  /** Both loads, with their warm parts; each begins with the first body. */
  Checksum expected() {
    Plan plan = full(URI.create("http://localhost"));
    Checksum sum = Checksum.NONE;
    for (int load = 0; load < 2; load++) {
      for (long request = 0; request < plan.warm() + plan.requests(); request++) {
        for (int place = 0; place < bodies.array(); place++) {
          sum = sum.plus(CanonicalJson.of(bodies.event(request, place)));
        }
      }
    }
    return sum;
  }
}
