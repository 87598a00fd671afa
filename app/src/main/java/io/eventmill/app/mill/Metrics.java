package io.eventmill.app.mill;

import io.eventmill.pipeline.Route;
import io.eventmill.query.audit.AuditConfig;
import io.eventmill.query.audit.AuditReport;
import io.eventmill.query.audit.Auditor;
import io.eventmill.query.audit.Tally;
import io.eventmill.store.StoreUnavailableException;
import io.eventmill.topics.TopicException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.ext.web.Router;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /metrics} in Prometheus' form. The ledger's equation is worked out every so often by a
 * thread of its own, so that a scrape costs nothing; while it cannot be, its age grows and the
 * numbers stay what they were.
 */
final class Metrics implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Metrics.class);
  private static final long MINUTE_MILLIS = 60_000;

  /** By source, what is told of it. */
  private static final Map<String, ToLongFunction<Tally>> NUMBERS =
      Map.of(
          "accepted", Tally::accepted,
          "stored", Tally::stored,
          "failed", Tally::failed,
          "duplicate", Tally::duplicate,
          "filtered", Tally::filtered,
          "in_flight", Tally::inFlight,
          "missing", Tally::missing,
          "surplus", Tally::surplus);

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread t = new Thread(work, "audit");
            t.setDaemon(true);
            return t;
          });
  private final Auditor auditor;
  private final Supplier<Map<Route, Long>> routed;
  private final MultiGauge routedEvents =
      MultiGauge.builder("eventmill.routed.events")
          .description("Records that the topic of a route has taken so far")
          .register(registry);
  private final long windowMinutes;
  private final Clock clock;
  private volatile AuditReport latest;

  private Metrics(
      Auditor auditor, Supplier<Map<Route, Long>> routed, AuditConfig config, Clock clock) {
    this.auditor = auditor;
    this.routed = routed;
    this.windowMinutes = config.window().toMinutes();
    this.clock = clock;
  }

  /**
   * @param routed by route, how many records its topic has taken; may fail with a {@link
   *     TopicException}
   */
  static Metrics start(
      Auditor auditor, Supplier<Map<Route, Long>> routed, AuditConfig config, Clock clock) {
    Metrics metrics = new Metrics(auditor, routed, config, clock);
    metrics.register(metrics.registry);
    long every = config.every().toMillis();
    metrics.thread.scheduleWithFixedDelay(metrics::audit, every, every, TimeUnit.MILLISECONDS);
    metrics.thread.scheduleWithFixedDelay(metrics::count, 0, every, TimeUnit.MILLISECONDS);
    return metrics;
  }

  /** Numbers of another part. */
  void add(Consumer<MeterRegistry> part) {
    part.accept(registry);
  }

  private void register(MeterRegistry to) {
    for (String source : auditor.sources()) {
      NUMBERS.forEach(
          (name, number) ->
              Gauge.builder(
                      "eventmill.ledger." + name + ".events",
                      () -> latest == null ? Double.NaN : number.applyAsLong(latest.of(source)))
                  .tag("source", source)
                  .description("Ledger of the last audit.window: events " + name)
                  .register(to));
    }
    Gauge.builder("eventmill.ledger.findings", () -> latest == null ? Double.NaN : findings())
        .description("Differences in the ledger of the last audit.window; 0 when it adds up")
        .register(to);
    Gauge.builder(
            "eventmill.ledger.age.seconds",
            () -> latest == null ? Double.NaN : (clock.millis() - latest.asOfMillis()) / 1000.0)
        .description("Since the ledger was last worked out")
        .register(to);
  }

  private double findings() {
    return latest.findings().size() + (double) latest.notLookedInto();
  }

  private void audit() {
    try {
      long minute = clock.millis() / MINUTE_MILLIS;
      latest = auditor.report(null, minute - windowMinutes, Long.MAX_VALUE);
    } catch (StoreUnavailableException e) {
      LOG.warn("the ledger cannot be worked out now: {}", e.getMessage());
    } catch (RuntimeException e) { // the next time may be better
      LOG.error("the ledger could not be worked out", e);
    }
  }

  private void count() {
    try {
      List<MultiGauge.Row<?>> rows = new ArrayList<>();
      routed
          .get()
          .forEach(
              (route, records) ->
                  rows.add(
                      MultiGauge.Row.of(
                          Tags.of("route", route.name(), "topic", route.to().name()), records)));
      routedEvents.register(rows, true);
    } catch (TopicException e) {
      LOG.warn("the routed topics cannot be counted now: {}", e.getMessage());
    } catch (RuntimeException e) { // the next time may be better
      LOG.error("the routed topics could not be counted", e);
    }
  }

  void mount(Router router) {
    router
        .get("/metrics")
        .handler(
            rc ->
                rc.response()
                    .putHeader("content-type", "text/plain; version=0.0.4; charset=utf-8")
                    .putHeader("cache-control", "no-store")
                    .end(registry.scrape()));
  }

  @Override
  public void close() {
    thread.shutdownNow();
    registry.close();
  }
}
