package io.eventmill.benchmark.start;

import io.eventmill.benchmark.measure.DiskUse;
import io.eventmill.benchmark.measure.Gauge;
import io.eventmill.benchmark.parts.Product;
import io.eventmill.benchmark.race.Arena;
import io.eventmill.benchmark.race.Contestant;
import io.eventmill.benchmark.race.Measure;
import io.eventmill.benchmark.race.Trial;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The product from the command to its first event in the store, and at rest. */
final class Started implements Contestant {
  private static final long REST_SECONDS = 10;
  private static final int VISIBLE_SECONDS_MAX = 60;

  private final Arena arena;
  private final boolean warm;

  Started(Arena arena, boolean warm) {
    this.arena = arena;
    this.warm = warm;
  }

  @Override
  public String name() {
    return "eventmill";
  }

  @Override
  public String settings() {
    return "`./eventmill run`, two pipelines; from the command to ready; then one event until"
        + " `/api/events/count` tells of it; then memory (RSS) after 10 s of rest";
  }

  @Override
  public Trial run(int round) throws Exception {
    Path data = arena.scratch().resolve("start-" + warm + "-" + round);
    try {
      if (warm) {
        once(data, round);
      }
      return once(data, -round);
    } finally {
      DiskUse.delete(data);
    }
  }

  private Trial once(Path data, int number) throws Exception {
    long begin = System.nanoTime();
    try (Product product = Product.start(arena, data)) {
      double ready = since(begin);
      long known = count(product);
      long sent = System.nanoTime();
      product.post("/collect/web", arena.events().text(Math.floorMod(number, 1_000)));
      while (count(product) == known) {
        if (since(sent) > VISIBLE_SECONDS_MAX) {
          throw new IllegalStateException("the first event is not visible after a minute");
        }
        TimeUnit.MILLISECONDS.sleep(5);
      }
      double visible = since(sent);
      TimeUnit.SECONDS.sleep(arena.settings().quick() ? 1 : REST_SECONDS);
      double idle = Gauge.on(product.process()).residentBytes() / 1048576.0;
      return new Trial(
          Map.of(Measure.READY, ready, Measure.FIRST_EVENT, visible, Measure.IDLE_MB, idle), null);
    }
  }

  private static long count(Product product) throws Exception {
    return product.get("/api/events/count").path("count").asLong();
  }

  private static double since(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }
}
